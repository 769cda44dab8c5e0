/** Text on printed cards: SVG breaks no lines by itself, so lines are measured by rule of thumb and broken here. */

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text that may stand in an XML element or attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

/** Widths in em of a plain sans-serif, rounded up, so that a line rather ends too early than outside. */
function characterWidth(character: string): number {
  if (/[\p{M}\u200B-\u200F\u2066-\u2069]/u.test(character)) return 0;
  if (/[iljtf.,:;'’|!()\u0020\u00A0]/.test(character)) return 0.34;
  if (/[mwMW@%]/.test(character)) return 0.95;
  if (/[A-ZÀ-Þ]/.test(character)) return 0.72;
  return 0.6;
}

/** About how wide a text is, in em. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + characterWidth(character), 0);
}

/** Where a word may be broken when it is longer than a line: addresses are. */
function pieces(word: string, widthEm: number): readonly string[] {
  if (textWidth(word) <= widthEm) return [word];
  const found: string[] = [];
  let piece = "";
  for (const character of word) {
    if (textWidth(piece + character) > widthEm) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}

/** The text in lines of at most `widthEm`; words that are longer than a line are broken. */
export function wrapText(text: string, widthEm: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => pieces(whole, widthEm))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer) > widthEm) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

export type TextStyle = {
  readonly sizeMm: number;
  readonly weight?: "400" | "700";
  /** A code keeps its order in every language. */
  readonly code?: boolean;
};

export type TextBlock = { readonly svg: string; readonly heightMm: number };

/** Room between two lines, in em: WCAG 1.4.12 asks that text survive 1.5; cards have 1.3. */
const lineHeightEm = 1.3;

/**
 * A block of text whose first line's top is at `yMm`, from `xMm` towards the
 * reading direction. Returns its SVG and how high it is.
 */
export function textBlock(
  text: string,
  place: { readonly xMm: number; readonly yMm: number; readonly widthMm: number },
  direction: "ltr" | "rtl",
  style: TextStyle,
): TextBlock {
  const { sizeMm, weight = "400", code = false } = style;
  const bold = weight === "700" ? 1.07 : 1;
  const lines = wrapText(text, place.widthMm / (sizeMm * bold));
  const way = code ? "ltr" : direction;
  // In a right-to-left card a code still reads from left to right, but ends at the right edge.
  const anchor = code && direction === "rtl" ? "end" : "start";
  const svg = lines
    .map((line, index) => {
      const baseline = place.yMm + sizeMm * (0.98 + index * lineHeightEm);
      return (
        `<text x="${round(place.xMm)}" y="${round(baseline)}" font-size="${sizeMm}" font-weight="${weight}"` +
        ` direction="${way}" unicode-bidi="embed" text-anchor="${anchor}"` +
        `${code ? ' font-family="DejaVu Sans Mono, monospace"' : ""}>${escapeXml(line)}</text>`
      );
    })
    .join("");
  return { svg, heightMm: lines.length * sizeMm * lineHeightEm };
}

/** Two digits behind the point: a hundredth of a millimetre is finer than any printer. */
export const round = (millimetres: number) => Math.round(millimetres * 100) / 100;
