import { readFile } from "node:fs/promises";
import { wordsFor } from "#core/error-messages";
import { AppError } from "#core/errors";
import type { Episode } from "#core/episode";
import { type Role, RoleSchema } from "#core/speaker";
import { parseSituation } from "#core/situation-text";
import { readTurns } from "#core/transcript/read-turns";
import type { MessageLocale } from "#core/message";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { requireEpisode } from "#pipeline/episode/episode-records";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import { requireReadableFile } from "./readable-file.ts";
import { workUntil } from "./settle.ts";

export type IngestOptions = {
  readonly show: string;
  readonly title: string;
  readonly speaker: readonly string[];
  /** In the order of the voices; those that are not named are adults. */
  readonly situation?: readonly string[];
  readonly text?: string;
  readonly summary?: string;
  readonly language: string;
  readonly project?: string;
  readonly trade?: string;
  readonly place?: string;
  readonly theme?: readonly string[];
  /** In the order of the voices; those that are not named are talents. */
  readonly role?: readonly string[];
  readonly followUpOf?: string;
  readonly pairedWith?: string;
};

/** A minute's words are about 150; this is for any language and any speed. */
const textBytesMax = 100_000;

/** `ingest`: takes a recording in and waits until it is ready, or says why it was refused. */
export async function ingest(
  { app, progress }: Installation,
  file: string,
  options: IngestOptions,
  output: Output,
): Promise<void> {
  const startedAt = performance.now();
  await requireReadableFile(file, "file");
  const speakers = options.speaker.map((firstName, index) => ({
    id: `s${index + 1}`,
    role: parseRole(options.role?.[index] ?? "talent"),
    firstName,
    situation: parseSituation(options.situation?.[index] ?? "adult"),
  }));
  const knownText =
    options.text === undefined
      ? undefined
      : readTurns(await readText(options.text), speakers).map((turn) => ({ ...turn }));
  const stop = progress.subscribe(({ step, percent }) => output.progress(`${step} ${percent} %`));
  try {
    const id = await receiveEpisode(
      app,
      {
        showSlug: options.show,
        title: options.title,
        summary: options.summary ?? "",
        language: options.language,
        speakers,
        ...(options.project === undefined ? {} : { projectSlug: options.project }),
        ...(options.trade === undefined ? {} : { trade: options.trade }),
        ...(options.place === undefined ? {} : { place: options.place }),
        ...(options.theme === undefined ? {} : { themes: [...options.theme] }),
        ...(options.followUpOf === undefined ? {} : { followUpOf: options.followUpOf }),
        ...(options.pairedWith === undefined ? {} : { pairedWith: options.pairedWith }),
        ...(knownText === undefined ? {} : { knownText }),
      },
      { path: file },
    );
    const { stage } = await workUntil(app, id, (status) => status.stage.name !== "received");
    if (stage.name === "failed") {
      throw new AppError(stage.code, { field: "file", params: { ...stage.params, episode: id } });
    }
    const { episode } = await requireEpisode(app.records, id);
    const mp3 = episode.audio?.renditions.find(({ encoding }) => encoding === "mp3");
    const seconds = rounded((performance.now() - startedAt) / 1000);
    output.result(
      {
        episode: id,
        state: stage.name,
        durationSeconds: rounded(episode.audio?.durationSeconds ?? 0),
        loudnessLufs: mp3?.loudness.integratedLufs,
        truePeakDbtp: mp3?.loudness.truePeakDbtp,
        seconds,
        captions: episode.transcript?.cues.length ?? 0,
        warnings: episode.transcript?.warnings ?? [],
        transcriptProblem: episode.transcriptProblem?.code,
      },
      [
        `${id}  ready in ${seconds} s`,
        `  ${rounded(episode.audio?.durationSeconds ?? 0)} s, ${mp3?.loudness.integratedLufs} LUFS, ${mp3?.loudness.truePeakDbtp} dBTP`,
        captionsLine(episode, output.locale),
        "  closed until its speaker says yes: paroles consent grant …",
      ],
    );
  } finally {
    stop();
  }
}

function parseRole(text: string): Role {
  const role = RoleSchema.safeParse(text).data;
  if (role !== undefined) return role;
  throw new AppError("bad-field", { field: "role", params: { field: "role" } });
}

function captionsLine({ transcript, transcriptProblem }: Episode, locale: MessageLocale): string {
  if (transcript !== undefined) return `  ${transcript.cues.length} captions`;
  return transcriptProblem === undefined
    ? "  no words yet: give them with --text, or the story cannot be published"
    : `  ${wordsFor(transcriptProblem.code, transcriptProblem.params, locale)}`;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

async function readText(path: string): Promise<string> {
  await requireReadableFile(path, "text");
  const bytes = await readFile(path);
  if (bytes.length > textBytesMax) {
    throw new AppError("text-too-long", {
      field: "text",
      params: { bytes: bytes.length, max: textBytesMax },
    });
  }
  return bytes.toString("utf8");
}
