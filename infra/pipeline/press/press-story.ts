import {
  type EpisodeCard,
  type EpisodeView,
  filePath,
  type Publication,
} from "#core/press/catalogue";
import { embedPath, oembedJson, oembedOf, oembedPath, oembedXml } from "#core/press/oembed";
import { type Locale, locales, type PageData } from "#core/press/page-data";
import { storyAddresses, storyPath } from "#core/press/task";
import { canonicalJson } from "#core/hash";
import type { PermittedWords } from "#core/publication";
import { foundPath } from "#core/search/address";
import { foundStory } from "#core/search/story";
import type { Show } from "#core/content/show";
import { episodePartition, episodeSort } from "#core/record-keys";
import { publicFileKey, publicKeyOfPath } from "#core/storage-keys";
import { utf8Of } from "#core/utf8";
import { commitWritesMax, ConflictError } from "#ports/records";
import type { App } from "../app.ts";
import { everyEnd } from "../every-end.ts";
import { inGroups } from "../in-groups.ts";
import { nothingPressed, type PressCount } from "./press-count.ts";
import { threadOf } from "./read-thread.ts";
import { requireShow, type ShelvedStory } from "./shelved-story.ts";
import { siteOf } from "./site-data.ts";

/** The pages of one story, ready to be written, as decided from one version of its records. */
export type PressedStory = {
  readonly card: EpisodeCard;
  /** The version of the episode's record that the decision rests on. */
  readonly version: number;
  /** The line of follow-ups that the pages name. */
  readonly thread: readonly EpisodeCard[];
  readonly files: readonly { readonly key: string; readonly body: Uint8Array }[];
};

/** What to write: all of it, unless a measurement wants what other generators write. */
export type PressParts = {
  readonly locales: readonly Locale[];
  /** More than a page for each story, its indexes and its feeds: players and answers for other sites, search, topics, projects, pictures, texts that got lost. */
  readonly isWhole: boolean;
};
export const everyPart: PressParts = { locales, isWhole: true };

/** Stories that a press of everything reads, makes or writes together. */
export const storiesAtOnce = 10;

/** Every address of a published story: its pages, its oEmbed answers, its published files. */
export function addressesOf(
  { card }: Pick<ShelvedStory, "card">,
  { files }: Publication,
): readonly string[] {
  return [...storyAddresses(card), ...files.map((file) => filePath(card, file))];
}

/** Makes the pages of one story in every language of the interface, and what others embed of it. */
export async function pressStory(
  app: App,
  words: PermittedWords,
  { card }: Pick<ShelvedStory, "card">,
  version: number,
  parts: PressParts = everyPart,
): Promise<PressedStory> {
  const { transcript, translations } = words;
  const show = requireShow(app, words.showSlug);
  const site = siteOf(app);
  const alternates = { fr: storyPath(card, "fr"), en: storyPath(card, "en") };
  const thread = await threadOf(app, card);
  const pages = [];
  const view = { ...card, transcript, translations };
  for (const locale of parts.locales) {
    const path = storyPath(card, locale);
    const story = { kind: "episode" as const, episode: view, show, thread };
    const page: PageData = { site, locale, path, alternates, ...story };
    pages.push(await rendered(app, card, page));
  }
  if (parts.isWhole) {
    const path = embedPath(card);
    const locale = /^en\b/.test(card.language) ? "en" : "fr";
    const player = { kind: "embed" as const, episode: view, show };
    pages.push(await rendered(app, card, { site, locale, path, alternates, ...player }));
    pages.push(...oembedFiles(app, card, show), foundFile(view));
  }
  return { card, version, thread, files: pages };
}

function foundFile(view: EpisodeView): PressedStory["files"][number] {
  const key = publicFileKey(view.id, foundPath(view).slice(view.path.length));
  return { key, body: utf8Of(JSON.stringify(foundStory(view))) };
}

/** A page of a story, in the place that its address has in the story's folder. */
async function rendered(app: App, card: EpisodeCard, page: PageData) {
  const { body } = await app.renderer.render(page.path, page);
  const key = publicFileKey(card.id, publicKeyOfPath(page.path.slice(card.path.length)));
  return { key, body };
}

function oembedFiles(app: App, card: EpisodeCard, show: Show): PressedStory["files"] {
  const answer = oembedOf(card, show, siteOf(app));
  const file = (format: "json" | "xml", text: string) => ({
    key: publicFileKey(card.id, oembedPath(card, format).slice(card.path.length)),
    body: utf8Of(text),
  });
  return [file("json", oembedJson(answer)), file("xml", oembedXml(answer))];
}

/**
 * Puts the pages of stories into their folders, where the edge decides who may
 * see them; only under the press's lease. A story whose record has changed since
 * it was decided on is left alone: the pages may hold a name that was taken back
 * meanwhile. Whoever changed it writes its pages after this turn. The same goes
 * for one whose line of follow-ups is no longer the one that its pages name.
 * Returns the ids of those left alone.
 */
export async function putStories(
  app: App,
  stories: readonly PressedStory[],
  count: PressCount = nothingPressed(),
): Promise<readonly string[]> {
  const changed = await changedSince(app, stories);
  await inGroups(stories, storiesAtOnce, async ({ card, thread, files }) => {
    if (changed.includes(card.id)) return;
    if (canonicalJson(await threadOf(app, card)) !== canonicalJson(thread)) {
      changed.push(card.id);
      return;
    }
    const outcomes = await everyEnd(files.map(({ key, body }) => app.publicStore.put(key, body)));
    for (const outcome of outcomes) count[outcome] += 1;
  });
  return changed;
}

/** Those whose record has another version now: one question for all of them, and for each only where something changed. */
async function changedSince(app: App, stories: readonly PressedStory[]): Promise<string[]> {
  const changed: string[] = [];
  for (let start = 0; start < stories.length; start += commitWritesMax) {
    const batch = stories.slice(start, start + commitWritesMax);
    if (await areUnchanged(app, batch)) continue;
    for (const story of batch) {
      if (!(await areUnchanged(app, [story]))) changed.push(story.card.id);
    }
  }
  return changed;
}

async function areUnchanged(app: App, stories: readonly PressedStory[]): Promise<boolean> {
  const checks = stories.map(({ card, version }) => ({
    kind: "check" as const,
    partition: episodePartition(card.id),
    sort: episodeSort,
    expect: { version },
  }));
  try {
    await app.records.commit(checks);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
