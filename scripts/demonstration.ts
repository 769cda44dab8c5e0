import { join } from "node:path";
import { AppError } from "#core/errors";
import type { LocalInstallation } from "#compose/local";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { z } from "zod";

const DoneSchema = z.object({ episodeId: z.string() });
type Recording = LocalInstallation["demonstration"]["recordings"][number];

/** How often the state of a recording is looked at while the worker of this process works on it. */
const lookAgainMs = 50;

/**
 * Runs the demonstration's recordings through the production pipeline, once:
 * upload, processing by the worker, a signed form for each, publication. What an
 * interrupted start left undone is taken up where it stopped; what was taken back
 * since stays closed. Returns the stories'
 * ids. A recording that fails is told and does not stop the others.
 */
export async function ensureDemonstration(
  installation: LocalInstallation,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const { demonstration } = installation;
  const ids = new Map<string, string>();
  for (const recording of demonstration.recordings) {
    ids.set(recording.file, await receivedAs(installation, recording, ids));
  }
  for (const recording of demonstration.recordings) {
    const id = ids.get(recording.file);
    if (id !== undefined) await bringOut(installation, recording, id, say);
  }
  return [...ids.values()];
}

/** The story made of a recording, with those of earlier ones by their files; taken in now if it never was. */
async function receivedAs(
  { app, demonstration, contentFolder }: LocalInstallation,
  recording: Recording,
  earlier: ReadonlyMap<string, string>,
) {
  const followUpOf = earlier.get(recording.followUpOf ?? "");
  const pairedWith = earlier.get(recording.pairedWith ?? "");
  const key = { partition: "demonstration", sort: recording.file };
  const done = await app.records.get(key);
  if (done !== undefined) return DoneSchema.parse(done.body).episodeId;
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: recording.show,
      title: recording.title,
      summary: recording.summary,
      language: "fr",
      speakers: recording.speakers.map((speaker) => ({
        ...speaker,
        situation: { kind: "adult" as const },
      })),
      themes: recording.themes,
      recordedOn: recording.recordedOn,
      demonstration: true,
      knownText: turnsOf(recording, demonstration.texts[recording.textKey]),
      ...(recording.trade === undefined ? {} : { trade: recording.trade.label }),
      ...(recording.place === undefined ? {} : { place: recording.place }),
      ...(followUpOf === undefined ? {} : { followUpOf }),
      ...(pairedWith === undefined ? {} : { pairedWith }),
    },
    { path: join(contentFolder, "demo", "audio", recording.file) },
  );
  await app.records.commit([{ kind: "put", ...key, body: { episodeId }, expect: "absent" }]);
  return episodeId;
}

function turnsOf(
  recording: Recording,
  words: string | readonly { speaker: string; text: string }[] | undefined,
) {
  if (words === undefined) {
    throw new AppError("content-invalid", {
      params: { file: "content/demo/texts.json", field: recording.textKey, problem: "missing" },
    });
  }
  const turns =
    typeof words === "string"
      ? [{ speaker: recording.speakers[0]?.firstName, text: words }]
      : words;
  return turns.map(({ speaker, text }) => {
    const speakerId = recording.speakers.find(({ firstName }) => firstName === speaker)?.id;
    return { text, ...(speakerId === undefined ? {} : { speakerId }) };
  });
}

async function bringOut(
  { app, demonstration, contentFolder, progress }: LocalInstallation,
  { file }: Recording,
  episodeId: string,
  say: (line: string) => void,
): Promise<void> {
  const before = await episodeStatus(app, episodeId);
  if (before.publication === "published" || wasAnswered(before.reasons)) return;
  const startedAt = performance.now();
  const line = (step: string, percent: number) =>
    say(
      `  ${file.padEnd(18)} ${step.padEnd(11)} ${String(percent).padStart(3)} %  ${seconds(startedAt)}`,
    );
  let told = "";
  const stop = progress.subscribe((event) => {
    if (event.episodeId !== episodeId || event.step === told) return;
    told = event.step;
    line(event.step, event.percent);
  });
  const stage = await settledStage(() => episodeStatus(app, episodeId));
  stop();
  if (stage.name === "failed") {
    say(`  ${file.padEnd(18)} refused: ${stage.code}`);
    return;
  }
  // It may have been answered while it was worked on.
  if (wasAnswered((await episodeStatus(app, episodeId)).reasons)) return;
  const scan = { path: join(contentFolder, "demo", "consent-form.png") };
  const { status } = await grantOnPaper(app, { episodeId, scan, scopes: demonstration.grants });
  line(status === "publishable" ? "published" : "withheld", 100);
}

/**
 * Whether anybody was asked for a yes already, whatever came of it: a start only
 * gives the first one, and never says it again after a no, a withdrawal or an end.
 */
const wasAnswered = (reasons: Awaited<ReturnType<typeof episodeStatus>>["reasons"]): boolean =>
  reasons.some((one) => one.code === "consent" && one.status !== "missing");

async function settledStage(look: () => ReturnType<typeof episodeStatus>) {
  for (;;) {
    const { stage } = await look();
    if (stage.name !== "received") return stage;
    await pause();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, lookAgainMs));
const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
