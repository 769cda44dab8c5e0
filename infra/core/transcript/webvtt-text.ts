const references: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  lrm: "\u200e",
  rlm: "\u200f",
};

function decodeNumber(digits: string): string {
  const code = /^x/iu.test(digits)
    ? Number.parseInt(digits.slice(1), 16)
    : Number.parseInt(digits, 10);
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? String.fromCodePoint(code) : "\ufffd";
}

/** Character references of WebVTT (and the few of HTML that people use); an unknown one stays as it is. */
function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(x[0-9a-f]{1,6}|\d{1,7})|([a-z]{2,5}));/giu,
    (whole, number?: string, name?: string) => {
      if (number !== undefined) return decodeNumber(number);
      return Object.hasOwn(references, name!.toLowerCase())
        ? references[name!.toLowerCase()]!
        : whole;
    },
  );
}

/** Words of one voice inside a cue; `name` undefined before any voice tag. */
export type VoicePart = { readonly name: string | undefined; readonly text: string };

/** One tag. A `<` that opens none of these is a sign like any other, as in `a < b`. */
const tag = /<(\/?)([a-z]+)(?:\.[^\s<>]*)?(?:[ \t]+([^<>]*))?>|<[\d:.]{5,16}>/giu;

/**
 * Takes the tags out of cue text and tells the voices apart: `<v Anna>Oui.
 * <v Ben>Non.` gives two parts. Unclosed and unknown tags lose nothing but
 * themselves. Runs in time proportional to the text.
 */
export function readVoices(markup: string): VoicePart[] {
  const parts: { name: string | undefined; text: string }[] = [{ name: undefined, text: "" }];
  let at = 0;
  for (const match of markup.matchAll(tag)) {
    parts.at(-1)!.text += markup.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[2]?.toLowerCase() !== "v") continue;
    const name = match[1] === "/" ? undefined : decodeReferences(match[3] ?? "").trim();
    parts.push({ name: name === "" ? undefined : name, text: "" });
  }
  parts.at(-1)!.text += markup.slice(at);
  return parts
    .map(({ name, text }) => ({ name, text: decodeReferences(text) }))
    .filter(({ text }) => text.trim() !== "");
}
