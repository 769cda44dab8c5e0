/**
 * What may be public, decided a second time and naively, from what was done
 * alone: a list of slots with a flag each, and loops. It shares no line with
 * core/publication, so that both are not wrong in the same way.
 *
 * Everything that could be seen carries a token (`titlexq7x`), a new one with
 * each edit: what is reachable is the set of tokens that a stranger meets.
 */
export type OracleScope = "voice" | "transcript" | "name" | "platforms";
export const oracleScopes: readonly OracleScope[] = ["voice", "transcript", "name", "platforms"];

export type OracleSlot = {
  speaker: string;
  signatory: string;
  scope: OracleScope;
  yes: boolean;
  /** The tokens that the yes was about, at the moment it was said. */
  about: string;
  name: "real" | "other" | "none";
  otherName: string;
  /** Milliseconds; infinity without an end. */
  until: number;
  /** Another one for each thing that happened to it. */
  event: number;
};

export type OracleStory = {
  id: string;
  title: string;
  words: string;
  /** The words in another language; empty without. */
  translation: string;
  /** Whether a person here has written or read them. */
  wordsRead: boolean;
  translationRead: boolean;
  audio: string;
  /** Said with the words: summary, place, trade, theme. */
  beside: string[];
  speakers: { id: string; name: string; signatories: string[] }[];
  slots: OracleSlot[];
  embargo: boolean;
  erased: boolean;
};

/** The tokens that a yes to a scope is about, as they are now. */
export function aboutNow(
  story: OracleStory,
  speaker: string,
  slot: Pick<OracleSlot, "scope" | "name" | "otherName">,
): string {
  if (slot.scope === "voice" || slot.scope === "platforms") return story.audio;
  if (slot.scope === "transcript") return `${story.title} ${story.words} ${story.translation}`;
  const real = story.speakers.find((one) => one.id === speaker)?.name ?? "";
  return `${real} ${slot.name} ${slot.otherName}`;
}

function stands(story: OracleStory, slot: OracleSlot, now: number): boolean {
  if (!slot.yes) return false;
  if (now >= slot.until) return false;
  return slot.about === aboutNow(story, slot.speaker, slot);
}

function everySignatorySaidYes(
  story: OracleStory,
  speaker: OracleStory["speakers"][number],
  scope: OracleScope,
  now: number,
): boolean {
  for (const signatory of speaker.signatories) {
    let found = false;
    for (const slot of story.slots)
      if (slot.speaker === speaker.id && slot.signatory === signatory && slot.scope === scope)
        found = stands(story, slot, now);
    if (!found) return false;
  }
  return true;
}

/** What of one story a stranger may meet anywhere, and what of it in feeds. */
export function permittedOf(
  story: OracleStory,
  now: number,
): { anywhere: Set<string>; inFeeds: Set<string> } {
  const anywhere = new Set<string>();
  const inFeeds = new Set<string>();
  if (story.erased || story.embargo || !story.wordsRead || !story.translationRead)
    return { anywhere, inFeeds };
  for (const speaker of story.speakers) {
    if (!everySignatorySaidYes(story, speaker, "voice", now)) return { anywhere, inFeeds };
    if (!everySignatorySaidYes(story, speaker, "transcript", now)) return { anywhere, inFeeds };
  }
  for (const token of [story.title, story.words, story.translation, story.audio, ...story.beside])
    anywhere.add(token);
  for (const speaker of story.speakers) {
    if (!everySignatorySaidYes(story, speaker, "name", now)) continue;
    const choices = new Set<string>();
    for (const slot of story.slots)
      if (
        slot.speaker === speaker.id &&
        slot.scope === "name" &&
        speaker.signatories.includes(slot.signatory)
      )
        choices.add(
          slot.name === "real" ? speaker.name : slot.name === "other" ? slot.otherName : "",
        );
    const [choice = ""] = choices;
    if (choices.size === 1 && choice !== "") anywhere.add(choice);
  }
  let platforms = true;
  for (const speaker of story.speakers)
    if (!everySignatorySaidYes(story, speaker, "platforms", now)) platforms = false;
  if (platforms) for (const token of anywhere) inFeeds.add(token);
  return { anywhere, inFeeds };
}

/**
 * A restore: the story as it was at the backup, with those yeses only that
 * nothing has happened to since and that still stood at the restore.
 */
export function restored(then: OracleStory, now: OracleStory, at: number): OracleStory {
  const slots = then.slots.map((slot) => {
    const today = now.slots.find(
      (one) =>
        one.speaker === slot.speaker &&
        one.signatory === slot.signatory &&
        one.scope === slot.scope,
    );
    const kept = today !== undefined && today.event === slot.event && stands(now, today, at);
    return { ...slot, yes: slot.yes && kept };
  });
  return {
    ...then,
    slots,
    embargo: then.embargo || now.embargo,
    erased: then.erased || now.erased,
  };
}
