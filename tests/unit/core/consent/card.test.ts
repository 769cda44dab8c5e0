import jsQR from "jsqr";
import { SaxesParser } from "saxes";
import sharp from "sharp";
import { expect, test } from "vitest";
import { createQrCodes } from "#adapters/qr/qr-svg";
import { textWidth, wrapText } from "#core/content/card-text";
import { cardAddress, cardLink, consentCardSvg } from "#core/consent/card";
import { scopes } from "#core/consent/consent";
import { noticeLocales } from "#core/consent/notice";
import { readSecret } from "#core/consent/participant-secret";
import { plainReceipt } from "#core/consent/receipt";
import { noticeIn } from "../../../support/notice-files.ts";

const origin = "https://paroles-de-talents.example.org";
const lasting = "K7MP3X90TR2CH6W";
const code = "0123456789CDFGHX";
const options = { noticeVersion: "2026-11", day: () => "23 septembre 2027", firstName: "Awa" };

/** As much as a card may ever have to carry. */
function fullCard(locale: string, changes: { name?: string; audience?: "self" | "guardian" } = {}) {
  const { name = "Marie-Antoinette", audience = "self" } = changes;
  const notice = noticeIn(locale);
  const at = "2026-11-23T12:00:00.000Z";
  const entries = scopes.map(
    (scope) =>
      ({
        scope,
        state: "given",
        indicatedAt: at,
        validUntil: at,
        nameChoice: { kind: "other", name },
      }) as const,
  );
  return consentCardSvg({
    notice,
    audience,
    receipt: plainReceipt(notice, entries, { ...options, audience }),
    controller: {
      name: "Association régionale pour les métiers de demain",
      postalAddress: "Bâtiment C, 125 boulevard de la République, 59000 Lille, France",
      email: "protection-des-donnees@paroles-de-talents.example.org",
    },
    address: cardAddress(origin),
    lastingCode: code,
    onceCodes: [lasting + "0", lasting + "1", lasting + "2", lasting + "3"],
    qr: createQrCodes().matrix(cardLink(origin, code)),
  });
}

/** A decoder by other people than the encoder; its types and its module disagree about what is exported. */
const readQr = jsQR as unknown as typeof jsQR.default;

async function decode(svg: string, density: number) {
  const { data, info } = await sharp(Buffer.from(svg), { density })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return readQr(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

/** Texts of a card with their places, from its XML, which has to be well-formed. */
function textsOf(svg: string) {
  const texts: {
    x: number;
    y: number;
    size: number;
    anchor: string;
    direction: string;
    text: string;
  }[] = [];
  let current: (typeof texts)[number] | undefined;
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes: a }) => {
    if (name !== "text") return;
    current = {
      x: Number(a["x"]),
      y: Number(a["y"]),
      size: Number(a["font-size"]),
      anchor: a["text-anchor"] ?? "",
      direction: a["direction"] ?? "",
      text: "",
    };
    texts.push(current);
  });
  parser.on("text", (text) => {
    if (current !== undefined) current.text += text;
  });
  parser.on("closetag", () => {
    current = undefined;
  });
  parser.write(svg).close();
  return texts;
}

test.each(noticeLocales)(
  "the square of a printed card in %s is read back by a decoder, and opens what the code opens",
  async (locale) => {
    const { front } = fullCard(locale);
    expect(await decode(front, 130)).toBe(`${origin}/voix/#${code}`);
    expect(readSecret(`${origin}/voix/#${code}`)).toHaveProperty("form");
  },
);

test.each(
  noticeLocales.flatMap(
    (locale) =>
      [
        [locale, "self"],
        [locale, "guardian"],
      ] as const,
  ),
)("a full card in %s for %s stays within A5 and its margins", (locale, audience) => {
  const { front, back } = fullCard(locale, { audience });
  for (const svg of [front, back]) {
    expect(svg).toMatch(/width="148mm" height="210mm"/);
    for (const { y, size, text } of textsOf(svg))
      expect(y + size * 0.3, text).toBeLessThanOrEqual(210 - 8);
  }
});

test.each(noticeLocales)(
  "the codes of a card in %s are shown in groups and read from left to right",
  (locale) => {
    const { front, back } = fullCard(locale);
    const codes = [...textsOf(front), ...textsOf(back)].filter(({ text }) =>
      /^[0-9A-Z]{4}( [0-9A-Z]{4}){3}$/.test(text),
    );
    expect(codes).toHaveLength(5);
    expect(codes.every(({ direction }) => direction === "ltr")).toBe(true);
  },
);

test("an Arabic card begins at the right", () => {
  const [title] = textsOf(fullCard("ar").front);
  expect(title).toMatchObject({ x: 137, direction: "rtl", anchor: "start" });
  expect(textsOf(fullCard("fr").front)[0]).toMatchObject({ x: 11, direction: "ltr" });
});

test("markup in a name is printed, not obeyed", () => {
  const { front } = fullCard("fr", { name: `<script>"&` });
  expect(front).not.toContain("<script>");
  expect(textsOf(front).some(({ text }) => text.includes(`<script>"&`))).toBe(true);
});

test("the lasting code is nowhere on the side with the codes for one use", () => {
  const { back } = fullCard("fr");
  expect(back).not.toContain(code.slice(0, 4));
});

test("lines are broken between words, and longer words within", () => {
  const text =
    "Une phrase qui ne tient pas sur une ligne, et protection-des-donnees@paroles.example.org";
  const lines = wrapText(text, 14);
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(14);
  expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  expect(lines[0]).toBe("Une phrase qui ne tient pas");
});

test("a QR code of nothing, or of a novel, is refused", () => {
  expect(() => createQrCodes().matrix("")).toThrow(RangeError);
  expect(() => createQrCodes().matrix("x".repeat(501))).toThrow(RangeError);
});
