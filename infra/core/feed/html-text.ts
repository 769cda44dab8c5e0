import { cleanText } from "../text.ts";

/** The references that descriptions use; all others are read by number or left as they stand. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  laquo: "«",
  raquo: "»",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  eacute: "é",
  egrave: "è",
  ecirc: "ê",
  agrave: "à",
  acirc: "â",
  ccedil: "ç",
  ocirc: "ô",
  ucirc: "û",
  ugrave: "ù",
  icirc: "î",
  iuml: "ï",
  euml: "ë",
  oelig: "œ",
};

const codePointMax = 0x10ffff;

function decoded(whole: string, name: string): string {
  if (!name.startsWith("#")) return named[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= codePointMax
    ? String.fromCodePoint(code)
    : whole;
}

/**
 * What a description says, as plain clean text: paragraphs parted by an empty
 * line, tags gone, scripts and styles gone with what they hold. It is text
 * afterwards, whatever it was before: wherever it is printed it is escaped again.
 */
export function textOfHtml(html: string): string {
  const plain = html
    .replace(/<!--[^]*?(?:-->|$)/g, "")
    .replace(/<(script|style|iframe|object)\b[^]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/(p|div|li|h[1-6]|ul|ol|blockquote)\s*>/gi, "\n\n")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, decoded);
  return cleanText(plain)
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
