import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import type { Transcript } from "#core/transcript/transcript";
import { toWebVtt } from "#core/transcript/webvtt";
import {
  addTranslation,
  removeTranslation,
  replaceWords,
  reviewWords,
  typeWords,
} from "#pipeline/words/edit-words";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { workOnce } from "#pipeline/work";
import type { TranscriptionOutcome } from "#ports/transcriber";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const edit = (episodeId: string) => ({ episodeId, staffId: "coach-1" });

const words = (changes: Partial<Transcript> = {}): Transcript => ({
  language: "fr",
  provenance: "machine",
  engine: "elsewhere",
  warnings: [],
  cues: [{ startSeconds: 1, endSeconds: 3, speakerId: "s1", text: "Une machine a entendu ceci." }],
  ...changes,
});

const reasons = async (app: MemoryApp, id: string) =>
  (await episodeStatus(app, id)).reasons.map((reason) =>
    "scope" in reason ? `${reason.scope} ${reason.status}` : reason.code,
  );

/** A story without typed words, on an engine that answers later. */
async function aStoryElsewhere(answers: TranscriptionOutcome[]) {
  const memory = memoryApp();
  /** Work that the engine still holds something of. */
  const held = new Set<string>();
  const app: MemoryApp = {
    ...memory,
    transcriber: {
      name: "elsewhere",
      transcribe: async ({ episodeId }) => {
        held.add(`job-${episodeId}`);
        return { ticket: { engine: "elsewhere", id: `job-${episodeId}` } };
      },
      collect: async (ticket) => answers.shift() ?? { ticket },
      forget: async (episodeId, kept) => {
        for (const id of held) if (id.endsWith(episodeId) && id !== kept?.id) held.delete(id);
      },
    },
  };
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Un titre",
      language: "fr",
      speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  const { queue } = memory;
  const jobs = () => queue.waiting.map(({ job }) => job.kind);
  return {
    app,
    id,
    held,
    jobs,
    event: () => app.queue.send({ kind: "collect-words", episodeId: id }),
  };
}

/** A form is signed after what it is about was made. */
function later(app: MemoryApp): void {
  app.time.now = new Date(Date.parse(app.time.now) + 60_000).toISOString();
}

async function drain(app: MemoryApp): Promise<void> {
  for (let round = 0; round < 10 && (await workOnce(app, 10)) > 0; round += 1);
}

test("words that are looked for elsewhere come in by their event, once, and nothing stays behind", async () => {
  const { app, id, held, event } = await aStoryElsewhere([words(), words()]);
  const before = await requireEpisode(app.records, id);
  expect(before.episode).toMatchObject({
    stage: { name: "ready" },
    transcription: { engine: "elsewhere", id: `job-${id}` },
  });
  expect(before.episode.transcript).toBeUndefined();
  await event();
  await event();
  await drain(app);
  const { episode } = await requireEpisode(app.records, id);
  expect(episode.transcript?.cues[0]?.text).toBe("Une machine a entendu ceci.");
  expect(episode.transcription).toBeUndefined();
  expect([...held]).toEqual([]);
});

test("an engine elsewhere that could not be told to let go is told again", async () => {
  const { app, id, held, event } = await aStoryElsewhere([words()]);
  const { forget } = app.transcriber;
  app.transcriber.forget = () => Promise.reject(new AppError("cloud-refused", { retryable: true }));
  await event();
  await drain(app);
  expect((await requireEpisode(app.records, id)).episode.transcription).toBeUndefined();
  expect([...held]).toEqual([`job-${id}`]);
  app.transcriber.forget = forget;
  // The job that failed comes back; the queue in memory forgets it.
  await event();
  await drain(app);
  expect([...held]).toEqual([]);
});

test("an engine elsewhere lets go of what nobody waits for: words that were typed meanwhile, a story that was erased", async () => {
  const typed = await aStoryElsewhere([]);
  await typed.event();
  await workOnce(typed.app, 10);
  expect(typed.held.size).toBe(1);
  await replaceWords(typed.app, { ...edit(typed.id), file: toWebVtt(words(), new Map()) });
  await typed.event();
  await drain(typed.app);
  expect([...typed.held]).toEqual([]);

  const erased = await aStoryElsewhere([]);
  const at = erased.app.time.now;
  await eraseStory(erased.app, erased.id, {
    speakerId: "s1",
    signatoryId: "self",
    askedAt: at,
    confirmed: { at, staffId: "coach-1", secondContact: "met" },
  });
  await drain(erased.app);
  expect([...erased.held]).toEqual([]);
});

test("an event that comes too early is asked again later, and one that never comes is told after six hours", async () => {
  const { app, id, jobs } = await aStoryElsewhere([]);
  expect(jobs()).toContain("collect-words");
  await workOnce(app, 10);
  expect(jobs()).toContain("collect-words");
  app.time.now = "2026-11-23T18:00:01.000Z";
  await workOnce(app, 10);
  expect(jobs()).not.toContain("collect-words");
  expect((await episodeStatus(app, id)).transcriptProblem).toMatchObject({
    code: "transcriber-timeout",
  });
});

test("an engine elsewhere that understood nothing leaves a reason for a person", async () => {
  const { app, id, event } = await aStoryElsewhere([]);
  app.transcriber.collect = async () => {
    throw new AppError("speech-not-understood");
  };
  await event();
  await drain(app);
  expect((await episodeStatus(app, id)).transcriptProblem?.code).toBe("speech-not-understood");
});

test("what a machine heard is not published before a person has read it, whoever said yes", async () => {
  const { app, id, event } = await aStoryElsewhere([words()]);
  await event();
  await drain(app);
  await grantAll(app, id);
  expect(await reasons(app, id)).toEqual(["transcript-unreviewed"]);
  await reviewWords(app, edit(id));
  expect(await reasons(app, id)).toEqual([]);
  await drain(app);
  expect((await episodeStatus(app, id)).publication).toBe("published");
  const { episode } = await requireEpisode(app.records, id);
  expect(episode.transcript).toMatchObject({ provenance: "machine", reviewed: { by: "coach-1" } });
});

test("a corrected transcript ends the yes to the words and no other, and closes the story at once", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  const { urls } = await episodeStatus(app, id);
  const paths = urls.map((url) => new URL(url).pathname);
  const { episode } = await requireEpisode(app.records, id);
  const file = toWebVtt(
    {
      ...episode.transcript!,
      cues: episode.transcript!.cues.map((cue) => ({ ...cue, text: "Autre chose." })),
    },
    new Map([["s1", "s1"]]),
  );
  expect(await replaceWords(app, { ...edit(id), file, corrected: true })).toEqual({
    invalidated: 1,
  });
  expect(await reasons(app, id)).toEqual(["transcript invalidated"]);
  for (const path of paths) expect((await app.stranger(path)).status).toBe(410);
  const after = await requireEpisode(app.records, id);
  expect(after.consents.find(({ scope }) => scope === "voice")?.state).toBe("given");
  expect(after.episode.transcript).toMatchObject({
    provenance: "corrected",
    cues: [{ text: "Autre chose.", speakerId: "s1" }],
  });
});

test("importing the very same words ends no yes", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  const { episode } = await requireEpisode(app.records, id);
  const file = toWebVtt(episode.transcript!, new Map([["s1", "s1"]]));
  expect(await replaceWords(app, { ...edit(id), file, corrected: true })).toEqual({
    invalidated: 0,
  });
  expect(await reasons(app, id)).toEqual([]);
});

test("a translation is words: it asks for the yes again, needs to be read, and hides no name", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  const file = toWebVtt(
    words({ language: "en", cues: [{ startSeconds: 0, endSeconds: 4, text: "I whisper." }] }),
    new Map(),
  );
  expect(await addTranslation(app, { ...edit(id), language: "EN", file })).toEqual({
    invalidated: 1,
  });
  expect(await reasons(app, id)).toEqual(["transcript invalidated", "transcript-unreviewed"]);
  await reviewWords(app, { ...edit(id), language: "en" });
  later(app);
  await grantAll(app, id, ["transcript"]);
  expect(await reasons(app, id)).toEqual([]);
  const named = file.replace("I whisper.", "I am Zéphyrine.");
  await addTranslation(app, { ...edit(id), language: "en", file: named, corrected: true });
  later(app);
  await grantAll(app, id, ["transcript"]);
  expect(await reasons(app, id)).toEqual([]);
  await withdrawConsent(app, { episodeId: id, channel: "page", scopes: ["name"] });
  expect(await reasons(app, id)).toContain("name-in-words");
  expect(await removeTranslation(app, { ...edit(id), language: "en" })).toEqual({ invalidated: 1 });
});

test("an agreed translation has files of its own, stands in the feed under its language, and goes with the story", async () => {
  const app = memoryApp();
  await pressAll(app);
  const id = await aReadyStory(app);
  const cues = [{ startSeconds: 0, endSeconds: 4, text: "I whisper cormorant." }];
  const file = toWebVtt(words({ language: "en", cues }), new Map());
  await addTranslation(app, { ...edit(id), language: "en", file, corrected: true });
  later(app);
  await grantAll(app, id);
  await drain(app);
  const { urls } = await episodeStatus(app, id);
  const paths = urls.map((url) => new URL(url).pathname);
  const translated = paths.filter((path) => /\.en\.(vtt|srt)$/u.test(path));
  expect(translated).toHaveLength(2);
  for (const path of translated)
    expect((await app.stranger(path)).text).toContain("I whisper cormorant.");
  const feed = (await app.stranger("/feeds/paroles-de-talents.xml")).text;
  expect(feed).toMatch(/\.en\.vtt" type="text\/vtt" language="en"/u);
  expect(feed).toMatch(/[a-z0-9]\.vtt" type="text\/vtt" language="fr"/u);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  for (const path of translated) expect((await app.stranger(path)).status).toBe(410);
});

test("a translation into the story's own language, or of nothing, is refused", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  const file = "WEBVTT\n\n00:00.000 --> 00:01.000\nOui.\n";
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => "accepted",
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  expect(await refusal(addTranslation(app, { ...edit(id), language: "fr", file }))).toBe(
    "translation-same-language",
  );
  expect(await refusal(addTranslation(app, { ...edit(id), language: "deux mots", file }))).toBe(
    "language-invalid",
  );
  expect(await refusal(removeTranslation(app, { ...edit(id), language: "en" }))).toBe(
    "transcript-absent",
  );
  expect(await refusal(reviewWords(app, { ...edit(id), language: "en" }))).toBe(
    "transcript-absent",
  );
});

test("words typed later are timed by a worker and replace the former ones", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await typeWords(app, { ...edit(id), text: "Zéphyrine: Je recommence." });
  expect(await reasons(app, id)).toEqual([]);
  await drain(app);
  const { episode } = await requireEpisode(app.records, id);
  expect(episode.transcript?.cues).toMatchObject([{ speakerId: "s1", text: "Je recommence." }]);
  expect(await reasons(app, id)).toEqual(["transcript invalidated"]);
});
