import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cardAddress, cardLink, consentCardSvg } from "#core/consent/card";
import { noticeLocales } from "#core/consent/notice";
import { type NameChoice, scopes } from "#core/consent/consent";
import { plainReceipt } from "#core/consent/receipt";
import { AppError } from "#core/errors";
import { qrPath } from "#core/picture/qr-path";
import type { Episode } from "#core/episode";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import {
  type Invitation,
  requestConsent,
  scopesToAsk,
} from "#pipeline/participant/request-consent";
import { handOver } from "#pipeline/studio/hand-over";
import { endStaffSession } from "#pipeline/studio/staff-sessions";
import { fileWrittenConsent } from "#pipeline/studio/written-consent";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { createCookies } from "../../cookies.ts";
import { field, type Form } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";

/** Asking for a yes, handing the device over, recording a signed form, closing at a person's word. Nothing here says yes. */
export function askingRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const storyOf = ({ context }: Here) => (context.req.param("story") ?? "").slice(0, 40);
  const who = (form: Form) => ({
    ...ifGiven("speakerId", field(form, "voix")),
    ...ifGiven("signatoryId", field(form, "signataire")),
  });

  // Links and codes are shown in this one answer; nobody can read them a second time.
  desk.team("POST /studio/recits/:story/demander", async (here) => {
    const episodeId = storyOf(here);
    const invitations = await requestConsent(app, {
      episodeId,
      ...who(here.form),
      by: here.person.id,
      from: desk.clientHash(here.context),
      newCard: field(here.form, "carte") === "nouvelle",
    });
    const { episode } = await requireEpisode(app.records, episodeId);
    const people = invitations.map((invitation) => invitedPerson(desk, here, episode, invitation));
    const { title: storyTitle } = episode;
    return here.show(
      { name: "asked", storyId: episodeId, storyTitle, people },
      { area: "stories" },
    );
  });

  // The session of the team ends on this device before the participant's begins.
  desk.team("POST /studio/recits/:story/remettre", async (here) => {
    const { context, form, session } = here;
    const { token } = await handOver(app, {
      episodeId: storyOf(here),
      speakerId: field(form, "voix"),
      signatoryId: field(form, "signataire"),
      staffId: session.personId,
      clientHash: desk.clientHash(context),
    });
    await endStaffSession(app, session);
    return desk.leave(context, "/voix/debut", () => {
      desk.cookies.forgetSession(context);
      createCookies(app.origin).keepSession(context, token);
    });
  });

  desk.team("POST /studio/recits/:story/retirer", async (here) => {
    const episodeId = storyOf(here);
    const reason = field(here.form, "raison").trim();
    await withdrawConsent(app, {
      episodeId,
      ...who(here.form),
      channel: "staff",
      staffId: here.person.id,
      ...(reason === "" ? {} : { reason: reason.slice(0, 500) }),
    });
    return `/studio/recits/${episodeId}?m=withdrawn`;
  });

  desk.team("POST /studio/recits/:story/papier", async (here) => {
    const episodeId = storyOf(here);
    await recordPaper(desk, here, episodeId, who(here.form));
    return `/studio/recits/${episodeId}?m=paper-recorded`;
  });
}

/** A member that is there only when something was told. */
function ifGiven<Name extends string>(name: Name, value: string) {
  return (value === "" ? {} : { [name]: value }) as { readonly [Key in Name]?: string };
}

async function recordPaper(
  { app }: StudioDesk,
  { form, person }: Here,
  episodeId: string,
  whose: { readonly speakerId?: string; readonly signatoryId?: string },
): Promise<void> {
  const file = form["formulaire"];
  if (!(file instanceof File) || file.size === 0)
    throw new AppError("scan-empty", { field: "formulaire" });
  const ticked = [form["portee"] ?? []].flat();
  const covered = scopes.filter((scope) => ticked.includes(scope));
  if (covered.length === 0) throw new AppError("nothing-answered", { field: "portee" });
  const signedOn = field(form, "signe-le");
  await app.workspace.withFolder(async (folder) => {
    const scan = { path: join(folder, "formulaire") };
    await writeFile(scan.path, new Uint8Array(await file.arrayBuffer()));
    if (whose.speakerId !== undefined)
      await fileWrittenConsent(app, {
        episodeId,
        speakerId: whose.speakerId,
        scan,
        ...ifGiven("authorisation", field(form, "autorisation").trim()),
      });
    await grantOnPaper(app, {
      episodeId,
      ...whose,
      scan,
      scopes: covered,
      nameChoice: nameChoiceOf(form),
      staffId: person.id,
      ...(signedOn === "" ? {} : { signedAt: signedAtOf(signedOn, app.clock.now()) }),
      ...(field(form, "fin") === "" ? {} : { validUntil: endOfDay(field(form, "fin")) }),
    });
  });
}

function nameChoiceOf(form: Form): NameChoice {
  const other = field(form, "autre-prenom").trim();
  if (field(form, "prenom") === "aucun") return { kind: "none" };
  if (field(form, "prenom") !== "autre") return { kind: "real" };
  if (other === "") throw new AppError("name-missing", { field: "autre-prenom" });
  return { kind: "other", name: other };
}

/** A form is dated to the day: today's was signed by now, an earlier one by the end of its day. */
function signedAtOf(day: string, now: string): string {
  const end = endOfDay(day);
  return end < now ? end : now;
}

function endOfDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new AppError("bad-field", { field: "date", params: { field: "date", problem: day } });
  return `${day}T21:59:59.000Z`;
}

/** What one person is handed: a square to scan, a link, and a card where they have none. */
function invitedPerson(
  { app }: StudioDesk,
  here: Here,
  episode: Episode,
  { speakerId, signatoryId, link, card }: Invitation,
) {
  const firstName = episode.speakers.find(({ id }) => id === speakerId)?.firstName ?? "";
  const isSelf = signatoryId === "self";
  const locale = noticeLocales.find((one) => one === episode.language) ?? here.locale;
  const { words, version } = app.consent.notice(locale);
  const audience = isSelf ? ("self" as const) : ("guardian" as const);
  const receipt = plainReceipt(
    words,
    scopesToAsk(episode, speakerId).map((scope) => ({ scope, state: "requested" as const })),
    { audience, noticeVersion: version, firstName, day: (at) => app.consent.day(at, locale) },
  );
  const { controller, qrCodes } = app.consent;
  const square = qrCodes.matrix(link.url);
  return {
    firstName,
    isSelf,
    url: link.url,
    qr: { path: qrPath(square), modules: square.length },
    ...(card === undefined
      ? {}
      : {
          card: consentCardSvg({
            notice: words,
            audience,
            receipt,
            controller,
            address: cardAddress(app.origin),
            lastingCode: card.lastingCode,
            onceCodes: card.onceCodes,
            qr: qrCodes.matrix(cardLink(app.origin, card.lastingCode)),
          }),
        }),
  };
}
