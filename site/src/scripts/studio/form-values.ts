/** What a form says, by the names of its fields; several of a name are a list. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** Reads a form without its files and without what is not its writer's. */
export function valuesOf(form: HTMLFormElement, leftOut: ReadonlySet<string>): FormValues {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (leftOut.has(name) || typeof value !== "string") continue;
    const former = values[name];
    values[name] = former === undefined ? value : [former, value].flat();
  }
  return values;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const isChoice = (field: Field) =>
  field instanceof HTMLInputElement && /checkbox|radio/.test(field.type);

/** The fields of a form that hold words or a choice. */
export const fieldsIn = (form: HTMLFormElement): readonly Field[] =>
  [...form.elements].filter(
    (one): one is Field =>
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement ||
      (one instanceof HTMLInputElement && !/file|submit|button|image/.test(one.type)),
  );

/** Writes values into a form, and returns the names for which it has no field. */
export function fillIn(form: HTMLFormElement, values: FormValues): readonly string[] {
  const left = new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
  for (const field of fieldsIn(form)) {
    const own = left.get(field.name);
    // A box that was not ticked is in no form; any other field that is not among them is none of theirs.
    if (isChoice(field))
      (field as HTMLInputElement).checked = [values[field.name] ?? []].flat().includes(field.value);
    else if (own !== undefined && own.length > 0) field.value = own.shift() ?? "";
    else continue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const names = new Set(fieldsIn(form).map(({ name }) => name));
  return Object.keys(values).filter((name) => !names.has(name));
}
