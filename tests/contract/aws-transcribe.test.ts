import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTranscribeTranscriber } from "#adapters/aws/transcribe-transcriber";
import { createTranscriberChain } from "#adapters/chain/transcriber-chain";
import { episodeOfTranscriptionJob } from "#core/storage-keys";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { workOnce } from "#pipeline/work";
import { isStarted } from "#ports/transcriber";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { startRecorder } from "../support/aws-recorder.ts";
import {
  heardMark as mark,
  heardResult as result,
  heardWord as word,
  transcribeDouble,
} from "../support/aws-transcribe-double.ts";
import { memoryApp, type MemoryApp } from "../support/memory-app.ts";
import { memoryObjectStore } from "../support/memory-object-store.ts";

stubAwsEnvironment(() => ({}));
const episodeId = "abcdefghjkmnpqrstvwx";

let folder = "";
let speechPath = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paroles-transcribe-"));
  speechPath = join(folder, "speech.wav");
  await writeFile(speechPath, "speech");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dialogue = [
  word("Tu", 0.1, 0.3),
  word("viens", 0.3, 0.7),
  mark("?"),
  word("Oui", 1.2, 1.5, "spk_1"),
  mark(",", "spk_1"),
  word("demain", 1.6, 2.1, "spk_1"),
  mark(".", "spk_1"),
];

async function aService() {
  const double = transcribeDouble();
  const { vocabularies, jobs, asked } = double;
  const recorder = await startRecorder(({ headers, body }) =>
    double.answerTo(String(headers["x-amz-target"]), body),
  );
  vi.stubEnv("AWS_ENDPOINT_URL_TRANSCRIBE", recorder.endpoint);
  const store = memoryObjectStore();
  const transcriber = createTranscribeTranscriber({
    bucket: "private",
    store,
    usdPerMinute: 0.024,
  });
  const actions = () => asked.map(({ action }) => action);
  const finish = (id: string, json: string) => {
    jobs.set(id, { TranscriptionJobStatus: "COMPLETED" });
    store.files.set(
      `transcriptions/${id.slice(0, 20)}/${id}/words.json`,
      new TextEncoder().encode(json),
    );
  };
  return { transcriber, store, vocabularies, jobs, asked, actions, finish };
}

const request = (changes = {}) => ({
  episodeId,
  speechPath,
  durationSeconds: 10,
  language: "fr",
  speakerIds: ["s1", "s2"],
  ...changes,
});

async function ticketFor(service: Awaited<ReturnType<typeof aService>>, changes = {}) {
  const outcome = await service.transcriber.transcribe(request(changes));
  if (!isStarted(outcome)) throw new TypeError("it answers later");
  return outcome.ticket;
}

test("the job is asked for as Transcribe wants it, and asking twice is one job", async () => {
  const service = await aService();
  const { id } = await ticketFor(service);
  expect(await ticketFor(service)).toEqual({ engine: "transcribe", id });
  expect(episodeOfTranscriptionJob(id)).toBe(episodeId);
  expect(service.jobs.size).toBe(1);
  expect(service.asked[0]).toEqual({
    action: "StartTranscriptionJob",
    order: {
      TranscriptionJobName: id,
      LanguageCode: "fr-FR",
      MediaFormat: "wav",
      Media: { MediaFileUri: `s3://private/transcriptions/${episodeId}/${id}/speech.wav` },
      OutputBucketName: "private",
      OutputKey: `transcriptions/${episodeId}/${id}/words.json`,
      Settings: { ShowSpeakerLabels: true, MaxSpeakerLabels: 2 },
    },
  });
  expect([...service.store.files.keys()]).toEqual([`transcriptions/${episodeId}/${id}/speech.wav`]);
});

test("a language that it cannot be told is left to it, and what it hears is told where it differs", async () => {
  const service = await aService();
  const ticket = await ticketFor(service, { language: "und", speakerIds: ["s1"] });
  expect(service.asked[0]?.order).toMatchObject({
    IdentifyLanguage: true,
    LanguageOptions: expect.arrayContaining(["fr-FR", "ar-SA"]),
  });
  service.finish(ticket.id, result([word("Hello", 0, 1), mark(".")], { language_code: "en-GB" }));
  const context = request({ speakerIds: ["s1"] });
  expect(await service.transcriber.collect(ticket, context)).toMatchObject({
    language: "en-GB",
    warnings: [{ code: "language-differs", text: "en-GB" }],
  });
});

test("names and trades become a vocabulary first; the job follows when it is ready, or goes without one that failed", async () => {
  for (const state of ["READY", "FAILED"]) {
    const service = await aService();
    const vocabulary = ["Awa", "Métiers d’art", "Ouafaé 2", "!!!"];
    const ticket = await ticketFor(service, { vocabulary });
    expect(service.asked[0]?.order).toMatchObject({
      VocabularyName: ticket.id,
      LanguageCode: "fr-FR",
      Phrases: ["Awa", "Métiers-d'art", "Ouafaé"],
    });
    expect(await service.transcriber.collect(ticket, request())).toEqual({ ticket });
    expect(service.jobs.size).toBe(0);
    service.vocabularies.set(ticket.id, state);
    expect(await service.transcriber.collect(ticket, request())).toEqual({ ticket });
    const started = service.asked.find(({ action }) => action === "StartTranscriptionJob");
    const settings = started?.order["Settings"] as Record<string, unknown>;
    expect(settings["VocabularyName"]).toBe(state === "READY" ? ticket.id : undefined);
  }
});

test("two voices become the story's two, in the order in which they speak, with French spacing and the cost", async () => {
  const service = await aService();
  const ticket = await ticketFor(service);
  service.finish(ticket.id, result(dialogue));
  const outcome = await service.transcriber.collect(ticket, request());
  expect(outcome).toMatchObject({
    language: "fr",
    provenance: "machine",
    engine: "transcribe",
    cost: { billedSeconds: 15, usd: 0.006 },
    cues: [
      { speakerId: "s1", text: "Tu viens\u00a0?", startSeconds: 0.1 },
      { speakerId: "s2", text: "Oui, demain.", startSeconds: 1.2 },
    ],
  });
});

test("silence, a job that failed and a service that is busy are told apart", async () => {
  const service = await aService();
  const ticket = await ticketFor(service);
  service.finish(ticket.id, result([]));
  await expect(service.transcriber.collect(ticket, request())).rejects.toMatchObject({
    code: "speech-not-understood",
  });
  service.jobs.set(ticket.id, {
    TranscriptionJobStatus: "FAILED",
    FailureReason: "Invalid sample rate",
  });
  await expect(service.transcriber.collect(ticket, request())).rejects.toMatchObject({
    code: "speech-engine-failed",
    params: { reason: "Invalid sample rate" },
    retryable: false,
  });
  const busy = await startRecorder(() => ({ status: 503, body: "{}" }));
  vi.stubEnv("AWS_ENDPOINT_URL_TRANSCRIBE", busy.endpoint);
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  const other = createTranscribeTranscriber({
    bucket: "b",
    store: memoryObjectStore(),
    usdPerMinute: 0,
  });
  await expect(other.collect(ticket, request())).rejects.toMatchObject({
    code: "cloud-refused",
    retryable: true,
  });
});

test("from the upload to words on the record by way of the queue, and nothing stays with the service", async () => {
  const service = await aService();
  const memory = memoryApp();
  const app: MemoryApp = {
    ...memory,
    privateStore: service.store,
    transcriber: createTranscriberChain([service.transcriber]),
    transcoder: {
      ...memory.transcoder,
      master: async (...args) => ({ ...(await memory.transcoder.master(...args)), speechPath }),
    },
  };
  const voices = ["Awa", "Inès"].map((firstName, i) => ({
    id: `s${i + 1}`,
    role: "talent" as const,
    firstName,
    situation: { kind: "adult" as const },
  }));
  const details = {
    showSlug: "paroles-de-talents",
    title: "À deux",
    language: "fr",
    speakers: voices,
  };
  const id = await receiveEpisode(app, details, { path: "/upload" });
  await processEpisode(app, id);
  const { transcription } = (await requireEpisode(app.records, id)).episode;
  const job = transcription?.id ?? "";
  service.vocabularies.set(job, "READY");
  const event = async () => {
    await app.queue.send({
      kind: "collect-words",
      episodeId: episodeOfTranscriptionJob(job) ?? "",
    });
    await workOnce(app, 10);
  };
  await event();
  service.finish(job, result(dialogue));
  await event();
  const { episode } = await requireEpisode(app.records, id);
  expect(episode.transcript?.cues.map(({ speakerId }) => speakerId)).toEqual(["s1", "s2"]);
  expect((await episodeStatus(app, id)).reasons).toContainEqual({
    code: "transcript-unreviewed",
    language: "fr",
  });
  expect(service.jobs.size + service.vocabularies.size).toBe(0);
  expect(
    [...service.store.files.keys()].filter((key) => key.startsWith("transcriptions/")),
  ).toEqual([]);
  // Late, and by somebody who had read the record before: nothing begins again.
  await expect(
    app.transcriber.collect({ engine: "transcribe", id: job }, request()),
  ).rejects.toMatchObject({ code: "speech-engine-failed", params: { reason: "gone" } });
  expect(service.jobs.size).toBe(0);
  await event();
  expect((await requireEpisode(app.records, id)).episode.epoch).toBe(episode.epoch);
});

test("what is left of a story goes by the story's name, page after page, and what is waited for or is another's stays", async () => {
  const { transcriber, store, vocabularies, jobs } = await aService();
  const another = "zyxwvtsrqpnmkjhgfedc";
  const [kept, left, lost] = ["1", "2", "3"].map((end) => `${episodeId}-${end.repeat(16)}`);
  const others = [`${another}-${"1".repeat(16)}`, `copy-of-${episodeId}`];
  for (const id of [kept, left, lost, ...others]) {
    jobs.set(id ?? "", { TranscriptionJobStatus: "COMPLETED" });
    vocabularies.set(id ?? "", "READY");
    await store.put(`transcriptions/${id?.slice(0, 20)}/${id}/speech.wav`, { path: speechPath });
  }
  await transcriber.forget(episodeId, { engine: "transcribe", id: kept ?? "" });
  expect([...jobs.keys()]).toEqual([kept, ...others]);
  expect([...vocabularies.keys()]).toEqual([kept, ...others]);
  expect((await store.list(`transcriptions/${episodeId}/`)).keys).toEqual([
    `transcriptions/${episodeId}/${kept}/speech.wav`,
  ]);
  // A ticket of another engine is none of its own.
  await transcriber.forget(episodeId, { engine: "elsewhere", id: kept ?? "" });
  await transcriber.forget(episodeId);
  expect([...jobs.keys()]).toEqual(others);
  expect((await store.list(`transcriptions/${episodeId}/`)).keys).toEqual([]);
});

test("jobs of others in the same account belong to no story", () => {
  expect(episodeOfTranscriptionJob("meeting-2026-11")).toBeUndefined();
});
