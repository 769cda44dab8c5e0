/** What the operator fills in once (content/site.yaml) and pages quote as `[[publisher.name]]`. */
import { z } from "zod";
import { plainLine } from "./check.ts";

const LineSchema = plainLine(200);

export const SiteSettingsSchema = z.strictObject({
  siteName: plainLine(80),
  /** The legal publisher of the site. */
  publisher: z.strictObject({
    name: LineSchema,
    legalForm: LineSchema,
    registration: LineSchema,
    address: LineSchema,
    phone: LineSchema,
    /** Publication director: French law asks for a person. */
    director: LineSchema,
  }),
  contact: z.strictObject({ email: z.email(), address: LineSchema, phone: LineSchema }),
  host: z.strictObject({ name: LineSchema, address: LineSchema, phone: LineSchema }),
  /** Who answers for personal data, and where to write. */
  dataProtection: z.strictObject({ controller: LineSchema, email: z.email() }),
  accessibility: z.strictObject({ email: z.email(), statementDate: z.iso.date() }),
});
export type OperatorSettings = z.output<typeof SiteSettingsSchema>;

const placeholder = /\[\[([A-Za-z]+(?:\.[A-Za-z]+)?)\]\]/g;

/** The settings as pages name them: `siteName`, `publisher.name`, … */
export function settingFields(settings: OperatorSettings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(settings).flatMap(([name, value]) =>
      typeof value === "string"
        ? [[name, value] as const]
        : Object.entries(value).map(([field, text]) => [`${name}.${field}`, text] as const),
    ),
  );
}

/** The text with every `[[name]]` that is a setting replaced by its value; others stay as typed. */
export function fillSettings(text: string, settings: OperatorSettings): string {
  const fields = settingFields(settings);
  return text.replace(placeholder, (whole, name: string) => fields.get(name) ?? whole);
}
