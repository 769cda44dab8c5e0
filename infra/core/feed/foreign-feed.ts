/**
 * What a podcast feed made elsewhere says, and what of it can become a private
 * draft here. Nothing in this file publishes: a draft waits for its people's yes
 * like any other story, however public it was before.
 */
import { durationClaimSlackSeconds, durationSecondsMax } from "../audio/policy.ts";
import type { Problem } from "../episode.ts";
import type { Role, Speaker } from "../speaker.ts";
import { cleanText, summaryLengthMax, titleLengthMax } from "../text.ts";
import type { ImportedTranscript } from "../transcript/import.ts";
import { textOfHtml } from "./html-text.ts";
import { cutWhere, lineOf } from "./text.ts";

/** One item as its feed has it: addresses as they stand there, texts not yet cleaned. */
export type ForeignItem = {
  readonly title: string;
  readonly guid?: string;
  /** HTML or plain text. */
  readonly about: string;
  readonly publishedAt?: string;
  readonly durationSeconds?: number;
  readonly enclosure?: { readonly url: string; readonly mimeType: string };
  readonly transcripts: readonly { readonly url: string; readonly mimeType: string }[];
  readonly people: readonly { readonly name: string; readonly role: string }[];
};

export type ForeignFeed = {
  readonly title: string;
  readonly language?: string;
  /** `podcast:guid`: the show keeps it when it moves. */
  readonly guid?: string;
  /** The owner has locked the feed against imports (`podcast:locked`). */
  readonly isLocked: boolean;
  /** Where older items are, for a feed in several documents (RFC 5005). */
  readonly olderPage?: string;
  readonly items: readonly ForeignItem[];
};

/** A longer guid is no identity that an app would keep. */
const guidCharactersMax = 2_000;
const speakersMax = 6;
const firstNameMax = 80;

/** The identity of an item for podcast apps: its guid, or the address of its sound where it has none. */
export function identityOf({ guid, enclosure }: ForeignItem): string | undefined {
  const given = cleanText(guid ?? "");
  const identity = given === "" ? cleanText(enclosure?.url ?? "") : given;
  return identity === "" || identity.length > guidCharactersMax ? undefined : identity;
}

/** What a draft begins with, and what a person should know of it. */
export type ForeignDraft = {
  readonly guid: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt?: string;
  readonly audioUrl: string;
  readonly notes: readonly Problem[];
};

export type Judgement =
  { readonly draft: ForeignDraft } | { readonly refusal: Problem & { readonly draft?: never } };

const problem = (code: string, params: Problem["params"] = {}): Problem => ({ code, params });

/** Whether an item can become a draft at the moment `now` (ISO instant), and what was changed of it on the way. */
export function judgeItem(item: ForeignItem, now: string): Judgement {
  const refuse = (code: string, params: Problem["params"] = {}) => ({
    refusal: problem(code, params),
  });
  const { enclosure, durationSeconds = 0 } = item;
  const title = lineOf(textOfHtml(item.title), titleLengthMax);
  const guid = identityOf(item);
  if (title === "") return refuse("import-no-title");
  if (enclosure === undefined) return refuse("import-no-enclosure");
  if (guid === undefined) return refuse("import-no-guid");
  if (!mayBeAudio(enclosure.mimeType))
    return refuse("import-not-audio", { type: lineOf(enclosure.mimeType, 80) });
  if (durationSeconds > durationSecondsMax + durationClaimSlackSeconds)
    return refuse("import-too-long", { seconds: durationSeconds, secondsMax: durationSecondsMax });
  const words = textOfHtml(item.about);
  const summary = cutWhere(words, (cut) => cut.length <= summaryLengthMax);
  const isFuture = item.publishedAt !== undefined && item.publishedAt > now;
  const isDated = item.publishedAt !== undefined && !isFuture;
  return {
    draft: {
      guid,
      title,
      summary,
      audioUrl: enclosure.url,
      ...(isDated && item.publishedAt !== undefined ? { publishedAt: item.publishedAt } : {}),
      notes: [
        ...(cleanText(item.guid ?? "") === "" ? [problem("import-guid-from-address")] : []),
        ...(summary === words ? [] : [problem("import-summary-cut", { max: summaryLengthMax })]),
        ...(isFuture ? [problem("import-date-future")] : []),
        ...(isDated || isFuture ? [] : [problem("import-date-missing")]),
      ],
    },
  };
}

/** A declared type decides only against what is plainly something else; the bytes are judged later. */
const mayBeAudio = (mimeType: string) =>
  !/^(video|image|text)\//i.test(mimeType.trim()) && !/pdf|zip|epub/i.test(mimeType);

/** Voices of a draft: those that its transcript names, else those that its feed names, else one without a name yet. */
export function speakersOf(
  people: ForeignItem["people"],
  voices: readonly string[],
): { readonly speakers: readonly Speaker[]; readonly isNamed: boolean } {
  const heard = voices.length > 0 ? voices : people.map(({ name }) => name);
  const names = [...new Set(heard.map(firstNameOf))].filter((name) => name !== "");
  const roleOf = (firstName: string): Role =>
    people.some(({ name, role }) => firstNameOf(name) === firstName && /^host$/i.test(role.trim()))
      ? "coach"
      : "talent";
  const speaker = (firstName: string, index: number): Speaker => ({
    id: `s${index + 1}`,
    role: roleOf(firstName),
    firstName,
    situation: { kind: "adult" },
  });
  return names.length === 0
    ? { speakers: [speaker("Voix 1", 0)], isNamed: false }
    : { speakers: names.slice(0, speakersMax).map(speaker), isNamed: true };
}

/** Only first names are ever shown here, so no more than that is kept. */
const firstNameOf = (name: string): string => lineOf(name, firstNameMax).split(" ")[0] ?? "";

/** The words of a transcript as turns, each with the speaker whose first name the file gives. */
export function turnsOf(
  { cues }: ImportedTranscript,
  speakers: readonly Pick<Speaker, "id" | "firstName">[],
): { readonly speakerId?: string; readonly text: string }[] {
  const turns: { speakerId?: string; text: string }[] = [];
  for (const { speakerName, text } of cues) {
    const name = speakerName === undefined ? undefined : firstNameOf(speakerName);
    const speakerId = speakers.find(({ firstName }) => firstName === name)?.id;
    const last = turns.at(-1);
    if (last !== undefined && last.speakerId === speakerId) last.text += ` ${text}`;
    else turns.push({ text, ...(speakerId === undefined ? {} : { speakerId }) });
  }
  return turns;
}
