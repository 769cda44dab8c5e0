import { namesIn } from "../names-in-words.ts";

/** Something in the words that may concern somebody who was not asked. */
export type ThirdParty = {
  readonly kind: "name" | "contact";
  readonly text: string;
  /** Which caption, from 0. */
  readonly row: number;
};

/** A capital letter that no sentence begins with, and what goes on with it: `Madame Diallo`, `Jean-Marc`. */
const capitalised =
  /(?<![\p{L}\p{N}'’-])\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}]*(?:[ -]\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}]*)*/gu;
const addressed = /\S+@\S+\.\p{L}{2,}/gu;
/** Eight digits and more, as telephone numbers are written. */
const numbered = /\+?\d(?:[\s.-]?\d){7,}/g;
const sentenceEnd = /(?:^|[.!?…:«“"—–-]\s*)$/u;
/** What is written with a capital in English or French and is nobody. */
const common =
  /^(?:I|I['’]\p{L}+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$/u;

/**
 * What a person should look at before these words go public: capitalised words
 * inside sentences, or two in a row anywhere, that are none of the known names (those who speak, the show,
 * the place, the trade), telephone numbers, e-mail addresses. A help to whoever
 * reads, no judgement: a single name at the start of a sentence is not told apart from
 * any other word unless it stands inside one elsewhere, and a script without
 * capitals shows none.
 */
export function thirdParties(
  texts: readonly string[],
  known: readonly string[],
): readonly ThirdParty[] {
  const isKnown = (name: string) => known.some((one) => namesIn(one, name) || namesIn(name, one));
  const names = new Set<string>();
  const found = texts.flatMap((text, row): ThirdParty[] => {
    // A caption often goes on with the sentence of the one before.
    const before = `${texts[row - 1]?.trimEnd() ?? ""} `;
    const inside = [...text.matchAll(capitalised)]
      .filter(
        (match) =>
          /[ -]/.test(match[0]) ||
          !sentenceEnd.test((before + text.slice(0, match.index)).trimStart()),
      )
      .map(([name]) => name)
      .filter((name) => !common.test(name) && !isKnown(name));
    for (const name of inside) names.add(name);
    const contacts = [...text.matchAll(addressed), ...text.matchAll(numbered)];
    return [
      ...inside.map((name) => ({ kind: "name" as const, text: name, row })),
      ...contacts.map(([contact]) => ({ kind: "contact" as const, text: contact, row })),
    ];
  });
  const told = (row: number, name: string) =>
    found.some((one) => one.row === row && one.text === name);
  // Known by now: the same name at the start of a sentence.
  const again = texts.flatMap((text, row) =>
    [...names]
      .filter((name) => namesIn(text, name) && !told(row, name))
      .map((name): ThirdParty => ({ kind: "name", text: name, row })),
  );
  return [...found, ...again].sort((a, b) => a.row - b.row);
}
