import type { LooseCard } from "#core/studio/card-merge";
import { within } from "#core/studio/project-form";
import type { FormFields } from "#core/studio/story-form";

/** A card as a form would send it. */
export function projectFormOf(card: LooseCard): FormFields {
  const form: Record<string, string | readonly string[]> = {};
  const write = (value: unknown, name: string): void => {
    if (value === undefined || value === null || value === false) return;
    if (Array.isArray(value)) {
      if (value.every((one) => typeof one !== "object")) form[name] = value.map(String);
      else value.forEach((one, index) => write(one, `${name}[${index}]`));
    } else if (typeof value === "object") {
      for (const [key, part] of Object.entries(value)) write(part, within(name, key));
    } else form[name] = value === true ? "oui" : String(value);
  };
  write(card, "");
  return form;
}
