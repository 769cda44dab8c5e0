import { expect, test } from "vitest";
import { requireContent } from "#core/content/check";
import { fillSettings, SiteSettingsSchema } from "#core/content/site-settings";
import { readContentYaml } from "../../../support/content-files.ts";

const settings = requireContent(SiteSettingsSchema, readContentYaml("site.yaml"), "site.yaml");

test("a page's placeholders are filled in with the operator's words", () => {
  expect(fillSettings("[[siteName]] : écrivez à [[contact.email]].", settings)).toBe(
    "Paroles : écrivez à contact@example.org.",
  );
});

test("a placeholder that is no setting stays visible, and objects' own names are no settings", () => {
  const text = "[[publisher.shoeSize]] [[constructor]] [[publisher]] [[a b]]";
  expect(fillSettings(text, settings)).toBe(text);
});

test("a forgotten setting is named", () => {
  const { host: _host, ...withoutHost } = settings;
  expect(() => requireContent(SiteSettingsSchema, withoutHost, "site.yaml")).toThrow(
    expect.objectContaining({ field: "host" }),
  );
});
