import { regionCodesOf } from "../content/region.ts";
import type { LooseCard } from "./card-merge.ts";
import { projectFields, type ProjectField } from "./project-fields.ts";
import type { FormFields } from "./story-form.ts";

/** The name of a field within another one, as problems name it too: `objectives[1].text`. */
export const within = (place: string, name: string) => (place === "" ? name : `${place}.${name}`);

/** More entries than any card has; a form with a larger number in a name is not ours. */
const entriesMax = 100;

const textOf = (form: FormFields, name: string): string => {
  const value = form[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).replace(/\r\n?/g, "\n").trim();
};

/**
 * The card that a form tells. Nothing is judged: a number that is none stays the
 * text that was typed, so that the form can be shown again. Entries of lists
 * without any word are left out, and so is what an author need not say. The
 * regions come from the territories, so that the two never differ.
 */
export function readProjectForm(form: FormFields): LooseCard {
  const card = readFields(form, "", projectFields);
  const file = textOf(form, "photo.file");
  const photo = card["photo"] as object | undefined;
  return {
    ...card,
    ...(file === "" ? {} : { photo: { ...photo, file } }),
    regions: regionsOfCard(card),
  };
}

function readFields(form: FormFields, place: string, fields: readonly ProjectField[]): LooseCard {
  const entries = fields.map((field) => [field.name, readField(form, place, field)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function readField(form: FormFields, place: string, field: ProjectField): unknown {
  const name = within(place, field.name);
  const typed = textOf(form, name);
  switch (field.kind) {
    case "line":
    case "text":
    case "markdown":
    case "month":
    case "one":
      return typed === "" ? undefined : typed;
    case "number":
      return typed === "" ? undefined : numberOf(typed);
    case "check":
      return typed === "" ? undefined : true;
    case "choice":
      return typed === "" || typed === field.usual ? undefined : typed;
    case "several": {
      const value = form[name] ?? [];
      const keys = (typeof value === "string" ? [value] : value).filter((key) => key !== "");
      return keys.length === 0 && field.isKept !== true ? undefined : keys;
    }
    case "group": {
      const group = readFields(form, name, field.fields);
      return field.isOptional === true && isBlank(group, field.fields) ? undefined : group;
    }
    case "list": {
      const entries = indexesIn(form, name)
        .map((index) => readFields(form, `${name}[${index}]`, field.fields))
        .filter((entry) => !isBlank(entry, field.fields));
      return entries.length === 0 && field.isKept !== true ? undefined : entries;
    }
  }
}

/** As people write it: with a comma, with spaces between thousands. */
function numberOf(typed: string): number | string {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : typed;
}

function indexesIn(form: FormFields, name: string): readonly number[] {
  const start = `${name}[`;
  const found = Object.keys(form)
    .filter((key) => key.startsWith(start))
    .map((key) => Number.parseInt(key.slice(start.length), 10));
  return [...new Set(found)]
    .filter((index) => index >= 0 && index < entriesMax)
    .sort((a, b) => a - b);
}

/** Whether nobody wrote anything here: what a menu shows by itself is no word. */
function isBlank(value: LooseCard, fields: readonly ProjectField[]): boolean {
  return fields.every((field) => {
    const part = value[field.name];
    if (part === undefined || field.kind === "choice") return true;
    if (field.kind === "group") return isBlank(part as LooseCard, field.fields);
    return Array.isArray(part) && part.length === 0;
  });
}

/** Every region of the territories of a card, those of its regional note included. */
function regionsOfCard(card: LooseCard): readonly string[] {
  const note = card["regionalNote"] as LooseCard | undefined;
  const places = [card["territories"], note?.["territories"]].flatMap((list) =>
    Array.isArray(list) ? (list as readonly LooseCard[]) : [],
  );
  const codes = places.flatMap(({ regionCodes, coverage }) => [
    ...(Array.isArray(regionCodes) ? regionCodes.map(String) : []),
    ...(coverage === "metropolitan" || coverage === "overseas" ? regionCodesOf(coverage) : []),
  ]);
  return [...new Set(codes)].sort();
}

/** The card with one more blank entry at the end of a list (`objectives[0].figures`), or without one entry (`objectives[0]`). */
export function withEntry(card: LooseCard, place: string, change: "add" | "remove"): LooseCard {
  const copy = structuredClone(card) as Record<string, unknown>;
  const steps = place.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop();
  if (last === undefined) return copy;
  let at: Record<string, unknown> = copy;
  for (const [index, step] of steps.entries()) {
    const isListNext = /^\d+$/.test(steps[index + 1] ?? last);
    if (!Object.hasOwn(at, step)) at[step] = isListNext ? [] : {};
    const next = at[step];
    if (typeof next !== "object" || next === null) return copy;
    at = next as Record<string, unknown>;
  }
  if (change === "remove") {
    if (Array.isArray(at) && /^\d+$/.test(last)) at.splice(Number(last), 1);
    return copy;
  }
  const list = Object.hasOwn(at, last) ? at[last] : undefined;
  at[last] = [...(Array.isArray(list) ? list : []), {}];
  return copy;
}
