import { fileExtension } from "#core/audio/file-extension";
import type { NoticeLocale } from "#core/consent/notice";
import { receiptPage } from "#core/consent/receipt-page";
import { takeAwayNames, takeAwayReadme } from "#core/consent/take-away-words";
import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { toPlainText } from "#core/transcript/plain-text";
import { toSrt } from "#core/transcript/srt";
import { toWebVtt } from "#core/transcript/webvtt";
import type { ArchivedFile } from "#ports/archiver";
import { ObjectNotFoundError } from "#ports/object-store";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { plainReceiptOf, receiptOf } from "./consent-receipt.ts";
import { ownProof } from "./ledger-proof.ts";
import { participantView } from "./participant-view.ts";
import { requireView } from "./preview-media.ts";
import type { Session } from "./session-records.ts";

/** A quarter of a megabyte at a time, whatever the size of the recording. */
const pieceBytes = 262_144;

export type TakeAway = {
  /** Of the archive: letters, digits and hyphens, and `.zip`. */
  readonly fileName: string;
  readonly body: ReadableStream<Uint8Array>;
};

/**
 * Everything that is the person's of a session, as one archive that is made while
 * it is sent (GDPR 15 and 20): recordings, words, receipts, their evidence, and the
 * proof of their events. Of a story of several voices the untouched recording
 * stays here, since it holds what others said and may have had cut. Changes
 * nothing. Errors: `not-entitled` (this code shows nothing), `consent-erased`,
 * `episode-unknown`.
 */
export async function takeAway(
  app: App,
  session: Session,
  locale: NoticeLocale,
): Promise<TakeAway> {
  requireView(session);
  const { episode } = await requireEpisode(app.records, session.episodeId);
  if (episode.stage.name === "erased") throw new AppError("consent-erased");
  return {
    fileName: `${takeAwayNames[locale].archive}.zip`,
    body: app.consent.archiver.zip(filesOf(app, session, episode, locale)),
  };
}

async function* filesOf(
  app: App,
  session: Session,
  episode: Episode,
  locale: NoticeLocale,
): AsyncGenerator<ArchivedFile> {
  const names = takeAwayNames[locale];
  const now = app.clock.now();
  const own = await ownProof(app, session);
  const hasOriginal = episode.speakers.length === 1;
  const text = (name: string, content: string): ArchivedFile => ({
    name,
    modifiedAt: now,
    body: new TextEncoder().encode(content),
  });
  const { controller } = app.consent;
  const address = `${app.origin}/voix/`;
  yield text(
    names.readme,
    takeAwayReadme(locale, {
      title: episode.title,
      day: app.consent.day(now, locale),
      address,
      controller: controller.name,
      email: controller.email,
      hasOriginal,
      hasProof: own !== undefined,
    }),
  );
  yield* sounds(app, episode, { ...names, hasOriginal });
  const { transcript } = episode;
  if (transcript !== undefined) {
    // Their own name is theirs; those of others are not for them to give.
    const speaker = episode.speakers.find(({ id }) => id === session.speakerId);
    const shown = new Map(speaker === undefined ? [] : [[speaker.id, speaker.firstName]]);
    const base = `${names.texts}/${names.minute}`;
    yield text(`${base}.txt`, toPlainText(transcript, shown));
    yield text(`${base}.vtt`, toWebVtt(transcript, shown));
    yield text(`${base}.srt`, toSrt(transcript, shown));
    // They are what a yes to the words covers as well, and the person's words still.
    for (const translation of episode.translations ?? []) {
      const inLanguage = `${base}.${translation.language}`;
      yield text(`${inLanguage}.txt`, toPlainText(translation, shown));
      yield text(`${inLanguage}.vtt`, toWebVtt(translation, shown));
      yield text(`${inLanguage}.srt`, toSrt(translation, shown));
    }
  }
  const view = await participantView(app, session);
  const receipt = plainReceiptOf(app, view, locale);
  const page = receiptPage(receipt, { storyTitle: episode.title, address, controller });
  yield text(`${names.receipts}/${names.receipt}.html`, page);
  const record = JSON.stringify(await receiptOf(app, session), null, 2);
  yield text(`${names.receipts}/${names.receipt}.jsonld`, `${record}\n`);
  yield* evidence(app, session, names);
  if (own !== undefined) {
    yield text(`${names.proof}/${names.proof}.json`, JSON.stringify(own.proof, null, 2));
    yield text(`${names.proof}/events.json`, JSON.stringify(own.events, null, 2));
  }
}

async function* sounds(
  app: App,
  { source, audio, createdAt }: Episode,
  names: {
    readonly sounds: string;
    readonly original: string;
    readonly minute: string;
    readonly hasOriginal: boolean;
  },
): AsyncGenerator<ArchivedFile> {
  if (names.hasOriginal) {
    const name = `${names.sounds}/${names.original}`;
    yield await storedFile(app, { key: source.key, name, modifiedAt: createdAt });
  }
  for (const { key, encoding } of audio?.renditions ?? [])
    yield {
      name: `${names.sounds}/${names.minute}.${encoding}`,
      modifiedAt: createdAt,
      body: piecesOf(app, key),
    };
}

/** Spoken yeses and signed forms of this person; a form that others signed as well is theirs too, and stays. */
async function* evidence(
  app: App,
  { episodeId, speakerId, signatoryId }: Session,
  names: { readonly receipts: string; readonly spokenYes: string; readonly form: string },
): AsyncGenerator<ArchivedFile> {
  const { consents } = await requireEpisode(app.records, episodeId);
  const isOwn = (one: (typeof consents)[number]) =>
    one.speakerId === speakerId && one.signatoryId === signatoryId;
  const shared = new Set(
    consents.filter((one) => !isOwn(one)).flatMap((one) => one.evidenceKey ?? []),
  );
  const mine = new Map(
    consents
      .filter(isOwn)
      .flatMap((one) => (one.evidenceKey === undefined ? [] : ([[one.evidenceKey, one]] as const))),
  );
  let number = 0;
  for (const [key, { channel, indicatedAt = app.clock.now() }] of mine) {
    if (shared.has(key)) continue;
    number += 1;
    const kind = channel === "paper" ? names.form : names.spokenYes;
    const name = `${names.receipts}/${kind}-${number}`;
    yield await storedFile(app, { key, name, modifiedAt: indicatedAt });
  }
}

/** A file of the private store under a name that programs know how to open. */
async function storedFile(
  app: App,
  { key, name, modifiedAt }: { key: string; name: string; modifiedAt: string },
): Promise<ArchivedFile> {
  const first = await app.privateStore.get(key, { start: 0, end: 11 });
  return { name: `${name}.${fileExtension(first)}`, modifiedAt, body: piecesOf(app, key) };
}

async function* piecesOf(app: App, key: string): AsyncGenerator<Uint8Array> {
  const head = await app.privateStore.head(key);
  if (head === undefined) throw new ObjectNotFoundError(key);
  const { bytes } = head;
  for (let start = 0; start < bytes; start += pieceBytes)
    yield await app.privateStore.get(key, { start, end: Math.min(start + pieceBytes, bytes) - 1 });
}
