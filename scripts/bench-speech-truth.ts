import {
  createRandom,
  speak,
  type SpokenText,
  type Utterance,
  type Voice,
} from "./bench-speech-synth.ts";

/** A story of a minute that is in no demo recording. */
export const story = [
  "Je m'appelle Nadia, et je répare des vélos depuis quatre ans.",
  "Au début, je ne connaissais rien aux pignons, ni aux freins, ni aux roues.",
  "Un voisin m'a montré comment démonter une chaîne sans se pincer les doigts.",
  "J'ai recommencé vingt fois.",
  "Le soir, mes mains étaient noires, mais je rentrais chez moi fière et fatiguée.",
  "Aujourd'hui, c'est moi qui tiens l'atelier du samedi.",
  "Les enfants arrivent avec des pneus crevés, et repartent avec le sourire.",
  "Une machine qui roule, c'est peu de chose, et pourtant, cela change une journée.",
] as const;

export type Delivery = Voice & {
  /** Longest silence between sentences; the shortest is a tenth of it. */
  readonly pauseSeconds: number;
  /** Chance of a hesitation of 0.2 to 0.7 s before any word. */
  readonly hesitation?: number;
};

/** Where a sentence may be held up: before any of its words. */
function hesitate(sentence: string, chance: number, random: () => number): string[] {
  return sentence.split(" ").reduce<string[]>((parts, word) => {
    const last = parts.length - 1;
    if (last < 0 || random() / 2 + 0.5 < chance) parts.push(word);
    else parts[last] = `${parts[last]} ${word}`;
    return parts;
  }, []);
}

/** Says sentences with known times: pauses of any length between them, and hesitations within. */
export function tell(
  sentences: readonly string[],
  delivery: Delivery,
  language = "fr",
): SpokenText {
  const random = createRandom((delivery.seed ?? 1) * 7919);
  const utterances = sentences.flatMap((sentence): Utterance[] => {
    const parts = hesitate(sentence, delivery.hesitation ?? 0, random);
    return parts.map((text, i) => ({
      text,
      pauseSeconds:
        i < parts.length - 1
          ? 0.45 + 0.25 * random()
          : delivery.pauseSeconds * (0.55 + 0.45 * random()),
    }));
  });
  return speak(utterances, delivery, language);
}

/** The value below which a share of the errors lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
