import { parseSituation } from "#core/situation-text";
import type { Installation } from "#compose/installation";
import { dueReminders, noteReminder, type Reminder } from "#pipeline/participant/reminders";
import { recordSituation } from "#pipeline/consent/record-situation";
import type { Output } from "./output.ts";
import { requireReadableFile } from "./readable-file.ts";
import { commandLine } from "./request.ts";

export type SituationOptions = { readonly written?: string };

/** `consent situation`: who must agree for a voice; what was agreed before has to be said again. */
export async function situation(
  { app }: Installation,
  about: { readonly episode: string; readonly voice: string; readonly text: string },
  { written }: SituationOptions,
  output: Output,
): Promise<void> {
  const parsed = parseSituation(about.text);
  if (written !== undefined) await requireReadableFile(written, "written");
  await recordSituation(app, {
    episodeId: about.episode,
    speakerId: about.voice,
    situation: parsed,
    staffId: commandLine,
    ...(written === undefined ? {} : { written: { path: written } }),
  });
  output.result({ episode: about.episode, voice: about.voice, situation: parsed.kind }, [
    `${about.voice}: ${parsed.kind}; any earlier yes for this voice has to be said again`,
    "  ask with: paroles consent request …",
  ]);
}

export type DueOptions = {
  readonly told?: string;
  readonly speaker: string;
  readonly signatory: string;
};

/** `consent due`: everybody who is to be spoken to about their yes; with `--told`, that it was done. */
export async function due(
  { app }: Installation,
  { told, speaker, signatory }: DueOptions,
  output: Output,
): Promise<void> {
  if (told !== undefined)
    await noteReminder(app, {
      episodeId: told,
      speakerId: speaker,
      signatoryId: signatory,
      by: commandLine,
    });
  const reminders = await dueReminders(app);
  output.result(
    { reminders },
    reminders.length === 0 ? ["nobody is to be reminded"] : reminders.map(lineOf),
  );
}

function lineOf({ episodeId, speakerId, signatoryId, kind, since, endsAt }: Reminder): string {
  const who = `${episodeId}  ${speakerId} (${signatoryId})`;
  const day = (instant: string) => instant.slice(0, 10);
  if (kind === "renewal") return `${who}  ends on ${day(endsAt ?? since)}: ask whether to go on`;
  return kind === "yearly"
    ? `${who}  said yes without an end; reminder due since ${day(since)}`
    : `${who}  ended on ${day(since)}: ask again`;
}
