import { z } from "zod";
import { namesOf } from "../press/catalogue.ts";
import type { PublicSpeaker } from "../publication.ts";
import type { Role } from "../speaker.ts";
import { lineSchema } from "../text.ts";
import type { Transcript } from "../transcript/transcript.ts";

/** One chapter, in seconds of the trimmed recording. */
const ChapterSchema = z.object({
  startSeconds: z.number().min(0).max(86_400),
  title: lineSchema(255),
});
export type Chapter = z.output<typeof ChapterSchema>;

/** One alone would be the story again. */
const chaptersMin = 2;

/** Chapters of a story: the first at its beginning, each later than the one before. */
const ChaptersSchema = z
  .array(ChapterSchema)
  .min(chaptersMin)
  .max(100)
  .refine((chapters) => chapters[0]?.startSeconds === 0)
  .refine((chapters) =>
    chapters.every(
      ({ startSeconds }, index) =>
        index === 0 || startSeconds > (chapters[index - 1]?.startSeconds ?? 0),
    ),
  );

/** A turn shorter than this is an interjection, not a chapter. */
const turnSecondsMin = 5;

const roleWords: Readonly<Record<"fr" | "en", Readonly<Record<Role, string>>>> = {
  fr: {
    talent: "Le récit",
    professional: "Le métier transmis",
    apprentice: "Le métier appris",
    coach: "L’accompagnement",
  },
  en: {
    talent: "The story",
    professional: "The craft handed on",
    apprentice: "The craft learned",
    coach: "The support",
  },
};

/**
 * Chapters of a story of several voices, one for each turn of at least five
 * seconds, titled by the name that may be shown or by the role where none may.
 * Nothing for one voice alone, or where turns do not make two chapters: a
 * minute needs no table of contents.
 */
export function chaptersOfTurns(
  transcript: Transcript,
  speakers: readonly PublicSpeaker[],
): readonly Chapter[] {
  const words = roleWords[/^fr\b/i.test(transcript.language) ? "fr" : "en"];
  const turns = turnsOf(transcript).filter(
    ({ startSeconds, endSeconds }) => endSeconds - startSeconds >= turnSecondsMin,
  );
  const chapters = turns.flatMap(({ speakerId, startSeconds }, index): Chapter[] => {
    const speaker = speakers.find(({ id }) => id === speakerId);
    if (speaker === undefined || speakerId === turns[index - 1]?.speakerId) return [];
    const title = namesOf([speaker], transcript.language) || words[speaker.role];
    return [{ startSeconds: index === 0 ? 0 : startSeconds, title }];
  });
  // One voice is most stories, and to find out what is wrong with a list takes longer than to make it.
  if (chapters.length < chaptersMin) return [];
  return ChaptersSchema.safeParse(chapters).success ? chapters : [];
}

type Turn = { speakerId: string | undefined; startSeconds: number; endSeconds: number };

function turnsOf({ cues }: Transcript): readonly Turn[] {
  const turns: Turn[] = [];
  for (const { speakerId, startSeconds, endSeconds } of cues) {
    const last = turns.at(-1);
    if (last !== undefined && last.speakerId === speakerId) last.endSeconds = endSeconds;
    else turns.push({ speakerId, startSeconds, endSeconds });
  }
  return turns;
}

/**
 * The JSON chapters file of the podcast namespace (version 1.2.0), served as
 * `application/json+chapters`. Throws a ZodError on chapters out of order.
 */
export function chaptersJson(chapters: readonly Chapter[], title: string): string {
  const checked = ChaptersSchema.parse(chapters);
  return JSON.stringify({
    version: "1.2.0",
    title,
    chapters: checked.map(({ startSeconds, title: chapter }) => ({
      startTime: Math.round(startSeconds * 1_000) / 1_000,
      title: chapter,
    })),
  });
}
