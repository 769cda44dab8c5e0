import type { EpisodeCard, EpisodeView } from "#core/press/catalogue";
import type { Locale, PageContent, PageData, SiteData } from "#core/press/page-data";
import { embedPath } from "#core/press/oembed";
import { pathOfTask, storyPath } from "#core/press/task";
import type { Transcript } from "#core/transcript/transcript";
import { aCard } from "./card-builder.ts";
import { aSite } from "./show-builder.ts";

/** A waveform with the shape of speech, always the same for the same seed. */
export function waveformOf(seed: number, points = 240): number[] {
  return Array.from({ length: points }, (_, index) => {
    const phrase = Math.abs(Math.sin(index / (9 + (seed % 5)) + seed));
    const syllable = Math.abs(Math.sin(index * (1.3 + (seed % 7) / 10)));
    return Math.round((0.12 + 0.88 * phrase * syllable) * 1_000) / 1_000;
  });
}

/** Sentences as cues of `cueSeconds` each, said by `speakers` in turn. */
export function transcriptOf(
  sentences: readonly string[],
  { speakers = ["s1"], cueSeconds = 5 }: { speakers?: readonly string[]; cueSeconds?: number } = {},
): Transcript {
  return {
    language: "fr",
    provenance: "typed",
    engine: "aligned-pauses",
    warnings: [],
    cues: sentences.map((text, index) => ({
      startSeconds: index * cueSeconds,
      endSeconds: (index + 1) * cueSeconds - 0.4,
      speakerId: speakers[index % speakers.length] ?? "s1",
      text,
    })),
  };
}

const minute = [
  "Voici Sandra.",
  "Un matin, le réveil a sonné comme tous les jours.",
  "Et pourtant, rien n'était pareil : il y avait ce rendez-vous !",
  "Elle a mis son manteau, elle a pris le bus.",
  "Dans la salle, quelqu'un lui a demandé ce qu'elle savait faire.",
  "Elle n'a rien dit, puis elle a tout dit.",
  "Compter, organiser, écouter.",
  "Depuis, les journées ont un autre goût.",
];

/** A published story with its words; every field of the card can be set. */
export function aView(
  changes: Partial<EpisodeView> & { readonly word?: string } = {},
): EpisodeView {
  const { transcript = transcriptOf(minute), ...card } = changes;
  return { ...aCard({ waveform: waveformOf(1), ...card }), transcript };
}

/** The view of a story whose card is known. */
export const viewOfCard = (card: EpisodeCard, transcript = transcriptOf(minute)): EpisodeView => ({
  ...card,
  transcript,
});

/** A page with its addresses, as the press hands it to the site. */
export function aPage(
  content: PageContent,
  { locale = "fr", path, site = aSite() }: { locale?: Locale; path?: string; site?: SiteData } = {},
): PageData {
  const alternates = { fr: pathIn("fr", content, path), en: pathIn("en", content, path) };
  return { site, locale, path: path ?? alternates[locale], alternates, ...content };
}

function pathIn(locale: Locale, content: PageContent, path: string | undefined): string {
  switch (content.kind) {
    case "home":
    case "months":
    case "stories":
    case "search":
    case "subscribe":
      return pathOfTask({ kind: content.kind, locale });
    case "episode":
      return storyPath(content.episode, locale);
    case "embed":
      return embedPath(content.episode);
    case "show":
      return pathOfTask({ kind: "show", slug: content.show.slug, locale });
    case "facet":
      return pathOfTask({ kind: "facet", facet: content.facet, locale });
    case "month":
      return pathOfTask({ kind: "month", month: content.month, locale });
    case "plain":
    case "voix-screen":
    case "studio":
      if (path === undefined) throw new TypeError("a plain page needs its path");
      return path;
  }
}
