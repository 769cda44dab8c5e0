import { codesIn, type Shard, sharedLetters, shardOf } from "./shard.ts";
import { stemOf } from "./stem.ts";
import { foldedWords, foldWord, tellingWords } from "./terms.ts";

/** One word that somebody looks for. */
export type Wanted = {
  /** As its family is written in each language of the voices, and the word itself. */
  readonly terms: readonly string[];
  /** The word as it was begun; set for the last word only, and only once it is long enough to be found by its beginning. */
  readonly beginning?: string;
};

/** More words than this find nothing that fewer would not. */
const wordsMax = 8;

/**
 * What a person looks for. Words that tell nothing count only where there are no
 * others. The last word may be unfinished.
 */
export function wantedIn(text: string): readonly Wanted[] {
  const telling = tellingWords(text);
  const words = (telling.length === 0 ? foldedWords(text) : telling).slice(0, wordsMax);
  const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(text);
  return words.map((word, index) => {
    const terms = [...new Set([stemOf(word, "fr"), stemOf(word, "en"), word])];
    const isLast = index === words.length - 1 && isOpen;
    return isLast && word.length >= sharedLetters ? { terms, beginning: word } : { terms };
  });
}

/** The shards that a search has to load, each once. */
export function shardsFor(wanted: readonly Wanted[]): readonly number[] {
  const all = wanted.flatMap(({ terms, beginning }) => [
    ...terms.map(shardOf),
    ...(beginning === undefined ? [] : [shardOf(beginning)]),
  ]);
  return [...new Set(all)];
}

/** How well a term answers: 1 for the word's own family, less for a mere beginning, 0 for none. */
export function fit(term: string, { terms, beginning }: Wanted): number {
  if (terms.includes(term)) return 1;
  if (beginning === undefined) return 0;
  // A family is often shorter than the word: `menuiserie` is begun by the family of `menuisier`.
  const begins =
    term.startsWith(beginning) || terms.some((own) => isLong(own) && term.startsWith(own));
  return begins ? 0.4 : 0;
}

const isLong = (term: string) => term.length >= sharedLetters;

/** A story or page that answers. */
export type Match = {
  readonly volume: string;
  readonly code: string;
  readonly score: number;
  /** How many of the words it has. */
  readonly words: number;
};

/** Where a word counts, it counts for more. */
const markedWeight = 3;

/**
 * What answers, best first: those that have more of the words, then those that
 * have the rarer ones and have them in the title; between equals the order of the
 * volumes (years, newest first) decides. `volumes` hold the shards that
 * `shardsFor` named.
 */
export function matchesIn(
  wanted: readonly Wanted[],
  volumes: readonly { readonly name: string; readonly shards: readonly Shard[] }[],
): readonly Match[] {
  const found = new Map<
    string,
    { order: number; volume: string; code: string; scores: number[] }
  >();
  for (const [index, word] of wanted.entries()) {
    const answers = volumes.map(({ name, shards }) => ({ name, best: answersTo(word, shards) }));
    const total = answers.reduce((sum, { best }) => sum + best.size, 0);
    // A word that few say tells more about those who do.
    const rarity = 1 / Math.log2(total + 2);
    for (const [order, { name, best }] of answers.entries()) {
      for (const [code, value] of best) {
        const key = `${name} ${code}`;
        const known = found.get(key) ?? { order, volume: name, code, scores: [] };
        known.scores[index] = value * rarity;
        found.set(key, known);
      }
    }
  }
  return [...found.values()]
    .map(({ scores, ...place }) => ({
      ...place,
      words: scores.filter((score) => score > 0).length,
      score: scores.reduce((sum, score) => sum + score, 0),
    }))
    .sort(
      (a, b) =>
        b.words - a.words || b.score - a.score || a.order - b.order || (a.code < b.code ? -1 : 1),
    )
    .map(({ order: _order, ...match }) => match);
}

/** The best answer of each story to one word. */
function answersTo(word: Wanted, shards: readonly Shard[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  const note = (row: string, value: number) => {
    for (const code of codesIn(row)) best.set(code, Math.max(value, best.get(code) ?? 0));
  };
  for (const shard of shards) {
    for (const [term, [marked, said]] of Object.entries(shard)) {
      const value = fit(term, word);
      if (value === 0) continue;
      note(marked, value * markedWeight);
      note(said, value);
    }
  }
  return best;
}

/** Whether a word of a text, as it stands there, is one of those looked for. */
export function isWanted(word: string, wanted: readonly Wanted[], language: string): boolean {
  const folded = foldWord(word);
  const term = stemOf(folded, language);
  return wanted.some(
    (each) =>
      fit(term, each) > 0 ||
      each.terms.includes(folded) ||
      (each.beginning !== undefined && folded.startsWith(each.beginning)),
  );
}
