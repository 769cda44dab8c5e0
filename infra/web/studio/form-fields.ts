import type { FormFields } from "#core/studio/story-form";
import type { Form } from "../desk.ts";

/** The texts of a form, without its files. */
export function fieldsOf(form: Form): FormFields {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === "string") return [[name, value]];
      if (!Array.isArray(value)) return [];
      return [[name, value.filter((one): one is string => typeof one === "string")]];
    }),
  );
}
