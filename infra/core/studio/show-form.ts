import { appleCategories, isAppleCategory } from "../feed/apple-categories.ts";
import { ShowSchema } from "../content/show.ts";
import type { LooseCard } from "./card-merge.ts";
import type { FormFields } from "./story-form.ts";

/** A field of a show as its form asks for it; `license.url` is a field of a field. */
export type ShowField = {
  readonly name: string;
  readonly kind: "line" | "text" | "mail" | "address" | "check" | "category";
  readonly lengthMax: number;
  readonly isRequired: boolean;
};

const field = (
  name: string,
  kind: ShowField["kind"] = "line",
  lengthMax = 255,
  isRequired = true,
): ShowField => ({ name, kind, lengthMax, isRequired });

/** What a person writes about a show, in the order of the form. Addresses of feeds, and what it was before, are not written here. */
export const showFields: readonly ShowField[] = [
  field("title"),
  field("subtitle"),
  field("description", "text", 3_900),
  field("descriptionEn", "text", 3_900),
  field("author"),
  field("ownerName"),
  field("ownerEmail", "mail"),
  field("language", "line", 5),
  field("category", "category"),
  field("explicit", "check", 10, false),
  field("copyright"),
  field("license.identifier", "line", 128),
  field("license.url", "address", 2_000, false),
  field("funding.url", "address", 2_000, false),
  field("funding.text", "line", 128, false),
  field("updateFrequency", "line", 128, false),
  field("location", "line", 128, false),
];

/** Apple's categories, and sub-categories under theirs, as one list to choose from: `Education / How To`. */
export const categoryChoices: readonly string[] = Object.entries(appleCategories).flatMap(
  ([category, subs]) => [category, ...subs.map((sub) => `${category} / ${sub}`)],
);

/** What the studio asks of a show beyond its schema: a category that Apple has. */
export const StudioShowFormSchema = ShowSchema.refine(
  ({ category, subcategory }) => isAppleCategory(category, subcategory),
  { path: ["category"] },
).refine(({ description }) => description !== "", { path: ["description"] });

/** The text of a field, as the form shows it. */
export function showFieldText(show: LooseCard, { name, kind }: ShowField): string {
  if (kind === "category") {
    const { category = "", subcategory } = show;
    return subcategory === undefined ? String(category) : `${category} / ${subcategory}`;
  }
  const [outer = "", inner] = name.split(".");
  const value = inner === undefined ? show[outer] : (show[outer] as LooseCard | undefined)?.[inner];
  return value === undefined ? "" : String(value);
}

/** A show out of its form; what the form does not ask for stays as it was `before`. Whether it holds is asked elsewhere. */
export function readShowForm(form: FormFields, before: LooseCard): LooseCard {
  const show: Record<string, unknown> = { ...before };
  const textOf = (name: string) => {
    const value = form[name];
    return typeof value === "string" ? value.trim() : "";
  };
  for (const { name, kind } of showFields) {
    const text = textOf(name);
    const [outer = "", inner] = name.split(".");
    if (kind === "check") show[name] = text !== "";
    else if (kind === "category") {
      const [category = "", subcategory] = text.split(" / ");
      Object.assign(show, { category, subcategory });
    } else if (inner === undefined) show[name] = text === "" ? undefined : text;
    else {
      const group = { ...(show[outer] as LooseCard | undefined) };
      show[outer] = withoutEmpty({ ...group, [inner]: text === "" ? undefined : text });
    }
  }
  // An address that leads nowhere has no text either: a group of nothing is none.
  return withoutEmpty(show);
}

function withoutEmpty(card: LooseCard): LooseCard {
  const isNothing = (value: unknown) =>
    value === undefined ||
    (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(card).filter(([, value]) => !isNothing(value)));
}
