/** What the operator filled in once, in content/site.yaml. */
import { requireContent } from "#core/content/check";
import { type OperatorSettings, SiteSettingsSchema } from "#core/content/site-settings";

const files = import.meta.glob<unknown>("../../../content/site.yaml", {
  eager: true,
  import: "default",
});

const settings = requireContent(SiteSettingsSchema, Object.values(files)[0], "content/site.yaml");

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const asHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

const escaped = <Value>(value: Value): Value =>
  (typeof value === "string"
    ? asHtml(value)
    : Object.fromEntries(
        Object.entries(value as object).map(([name, inner]) => [name, escaped(inner)]),
      )) as Value;

/** The same settings, each value safe to stand in HTML. */
export const settingsAsHtml: OperatorSettings = escaped(settings);
