import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { voicePaletteOf, voicePalettes } from "#core/picture/voice-palette";
import { idFrom } from "../../support/card-builder.ts";

const tokens = readFileSync(
  new URL("../../../site/src/styles/tokens.css", import.meta.url),
  "utf8",
);

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** The custom properties of a voice in the style sheet. */
function inStyles(name: string): Readonly<Record<string, string>> {
  const [, rules = ""] = new RegExp(`\\.voice-${name} \\{([^}]*)\\}`).exec(tokens) ?? [];
  return Object.fromEntries(
    [...rules.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, key = "", value = ""]) => [
      key,
      value,
    ]),
  );
}

test.each(voicePalettes)("$name is the same on the page and on the cover", (palette) => {
  expect(inStyles(palette.name)).toMatchObject({ field: palette.field, second: palette.second });
});

test.each(voicePalettes)("words on $name can be read by day and by night", (palette) => {
  const { night = "" } = inStyles(palette.name);
  expect(contrast(palette.ink, palette.field)).toBeGreaterThanOrEqual(7);
  expect(contrast("#fbf4fd", night)).toBeGreaterThanOrEqual(7);
});

test.each(voicePalettes)(
  "both voices of a duet stand out on $name by day and by night",
  (palette) => {
    const { night = "" } = inStyles(palette.name);
    expect(contrast(palette.second, palette.field)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.field, night)).toBeGreaterThanOrEqual(3);
    // The sign on the round button, which is as dark as the words.
    expect(contrast(palette.field, "#17101b")).toBeGreaterThanOrEqual(7);
  },
);

test("stories share the colours fairly", () => {
  const ids = Array.from({ length: 700 }, (_, index) => idFrom(`story ${index}`));
  const names = ids.map((id) => voicePaletteOf(id).name);
  for (const { name } of voicePalettes) {
    expect(names.filter((other) => other === name).length).toBeGreaterThan(50);
  }
});
