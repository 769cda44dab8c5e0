/** Texts and bytes that were good once; what is done to them, a seed says. */
type Random = () => number;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const oneOf = (random: Random, from: readonly string[]) => from[below(random, from.length)] ?? "";

/** A piece of a text: where it begins, and where it ends. Mostly short, now and then most of it. */
function aPiece(random: Random, length: number): readonly [from: number, to: number] {
  const from = below(random, length);
  const most = random() < 0.1 ? length : 60;
  return [from, Math.min(length, from + below(random, most))];
}

/** What one person can do to a file: cut, double, put in, put instead, move. Each takes and gives a text. */
const changes: readonly ((random: Random, text: string, nasty: readonly string[]) => string)[] = [
  (random, text) => {
    const [from, to] = aPiece(random, text.length);
    return text.slice(0, from) + text.slice(to);
  },
  (random, text) => {
    const [from, to] = aPiece(random, text.length);
    return text.slice(0, to) + text.slice(from, to).repeat(1 + below(random, 4)) + text.slice(to);
  },
  (random, text, nasty) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + oneOf(random, nasty) + text.slice(at);
  },
  // In place of a whole value: what stands between two signs that end values in most formats.
  (random, text, nasty) => {
    const values = [...text.matchAll(/(?<=[">\]:] ?)[^"<>[\]:\n]+(?=["<[\]\n])/g)];
    const value = values[below(random, values.length)];
    if (value === undefined) return text + oneOf(random, nasty);
    return text.slice(0, value.index) + oneOf(random, nasty) + text.slice(value.index + value[0].length); // prettier-ignore
  },
  (random, text) => {
    const [from, to] = aPiece(random, text.length);
    const rest = text.slice(0, from) + text.slice(to);
    const at = below(random, rest.length + 1);
    return rest.slice(0, at) + text.slice(from, to) + rest.slice(at);
  },
  (random, text) => {
    const at = below(random, text.length);
    const other = String.fromCharCode(random() < 0.8 ? below(random, 128) : below(random, 0x1_0000)); // prettier-ignore
    return text.slice(0, at) + other + text.slice(at + 1);
  },
];

/** A text with up to six things done to it; `nasty` is what breaks readers of its format. */
export function mutatedText(random: Random, text: string, nasty: readonly string[]): string {
  let mutant = text;
  for (let left = 1 + below(random, 6); left > 0; left -= 1) {
    const change = changes[below(random, changes.length)];
    if (change !== undefined) mutant = change(random, mutant, nasty);
  }
  return mutant;
}

/** As UTF-8; or, one time in six, in another encoding, with a mark of one, with flipped bytes, or cut off. */
export function mutatedBytes(random: Random, text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(text, "utf8"));
  if (random() < 5 / 6) return bytes;
  const other = [
    () => new Uint8Array(Buffer.from(text, "latin1")),
    () => new Uint8Array(Buffer.from(text, "utf16le")),
    () => new Uint8Array(Buffer.from(`\ufeff${text}`, random() < 0.5 ? "utf16le" : "utf8")),
    () => bytes.slice(0, below(random, bytes.length)),
    () => bytes.map((byte) => (random() < 0.01 ? below(random, 256) : byte)),
    () => new Uint8Array(below(random, 2_000)),
  ];
  return other[below(random, other.length)]?.() ?? bytes;
}

/** An element without others inside. */
const leafElement = /<([\w:-]+)((?: [^<>]*)?)(?:\/>|>((?:<!\[CDATA\[.*?\]\]>|[^<>])*)<\/\1>)/gs;
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g;
const asXml = (text: string) =>
  text.replace(notInXml, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"); // prettier-ignore

/** XML that is well-formed still, with up to six of its elements gone, doubled, moved to the end of another, or with other values. */
export function mutatedValues(random: Random, xml: string, nasty: readonly string[]): string {
  let mutant = xml;
  for (let left = 1 + below(random, 6); left > 0; left -= 1) {
    const leaves = [...mutant.matchAll(leafElement)];
    const leaf = leaves[below(random, leaves.length)];
    if (leaf === undefined) return mutant;
    const [whole, name = "", attributes = ""] = leaf;
    const value = asXml(oneOf(random, nasty));
    const other = [
      () => "",
      () => whole + whole,
      () => `<${name}${attributes}>${value}</${name}>`,
      () => whole.replace(/="[^"]*"/, () => `="${value}"`),
      () => whole + (leaves[below(random, leaves.length)]?.[0] ?? ""),
    ];
    const end = leaf.index + whole.length;
    mutant = mutant.slice(0, leaf.index) + (other[below(random, other.length)]?.() ?? "") + mutant.slice(end); // prettier-ignore
  }
  return mutant;
}
