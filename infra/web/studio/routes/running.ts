import { readLocale } from "#core/press/locale-paths";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wordsFor } from "#core/error-messages";
import { AppError } from "#core/errors";
import { mayUse } from "#core/studio/access";
import type { TeamPage, UpkeepPage } from "#core/studio/page-running";
import { studioRoles } from "#core/studio/person";
import { type SettingName, settingNames, type Settings } from "#core/studio/settings";
import {
  callOffErasure,
  confirmErasure,
  recordErasureWish,
} from "#pipeline/participant/ask-erasure";
import { registerRecipient, retireRecipient } from "#pipeline/takedown/recipients";
import { noteReminder } from "#pipeline/participant/reminders";
import { assignTask, completeTask } from "#pipeline/takedown/takedown-tasks";
import { changePerson, invitePerson, removePerson } from "#pipeline/studio/people";
import { requirePerson } from "#pipeline/studio/person-records";
import { consentsPage, copiesPage, teamPage } from "#pipeline/studio/running-views";
import { changeSettings } from "#pipeline/consent/settings";
import { checkLedger, measureStorage, upkeep } from "#pipeline/studio/upkeep";
import { fileAnswer } from "../../answers.ts";
import { field, type Form } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";

/** Running the place: who is of the team, who has copies, whom to speak to, and whether everything works. */
export function runningRoutes(desk: StudioDesk): void {
  team(desk);
  copies(desk);
  consents(desk);
  upkeepRoutes(desk);
}

const roleOf = (form: Form) => studioRoles.find((role) => role === field(form, "role")) ?? "coach";
const param = ({ context }: Here, name: string) => (context.req.param(name) ?? "").slice(0, 80);

function team(desk: StudioDesk): void {
  const { app } = desk;
  const page = async (here: Here, invited?: TeamPage["invited"]) => {
    const seen = await teamPage(app, here.person);
    const more = invited === undefined ? {} : { invited };
    return here.show({ name: "team", ...seen, ...more }, { area: "team" });
  };
  desk.team("GET /studio/equipe", (here) => page(here));
  // The link is shown in this one answer; nobody can read it a second time.
  desk.team("POST /studio/equipe", async (here) => {
    const { form } = here;
    const email = field(form, "courriel");
    const name = field(form, "nom").trim() || (email.split("@")[0] ?? email);
    const language = readLocale(field(form, "langue-de")) ?? "fr";
    const invited = await invitePerson(app, { email, name, role: roleOf(form), language });
    return page(here, { email: invited.person.email, url: invited.url, isSent: invited.isSent });
  });
  desk.team("POST /studio/equipe/:person", async (here) => {
    const id = param(here, "person");
    const what = field(here.form, "faire");
    if (what === "retirer") {
      await removePerson(app, id);
      return "/studio/equipe?m=person-left";
    }
    if (what === "inviter") {
      const { person } = await requirePerson(app, id);
      const invited = await invitePerson(app, person);
      return page(here, { email: person.email, url: invited.url, isSent: invited.isSent });
    }
    await changePerson(app, id, { role: roleOf(here.form) });
    return "/studio/equipe?m=saved";
  });
}

function copies(desk: StudioDesk): void {
  const { app } = desk;
  const kinds = ["app", "directory", "search", "partner"] as const;
  desk.team("GET /studio/destinataires", async (here) =>
    here.show({ name: "copies", ...(await copiesPage(app)) }, { area: "copies" }),
  );
  desk.team("POST /studio/destinataires", async ({ form }) => {
    await registerRecipient(app, {
      kind: kinds.find((kind) => kind === field(form, "genre")) ?? "partner",
      name: field(form, "nom"),
      how: field(form, "comment"),
      owner: field(form, "responsable"),
      followsFeeds: field(form, "flux") !== "",
      ...(field(form, "jours") === "" ? {} : { dueDays: Number(field(form, "jours")) }),
    });
    return "/studio/destinataires?m=saved";
  });
  desk.team("POST /studio/destinataires/:recipient/retirer", async (here) => {
    await retireRecipient(app, param(here, "recipient"));
    return "/studio/destinataires?m=saved";
  });
  desk.team("POST /studio/destinataires/taches/:task", async (here) => {
    const { form, person } = here;
    const taskId = param(here, "task");
    if (field(form, "faire") === "confier") {
      await assignTask(app, taskId, field(form, "responsable"));
      return "/studio/destinataires?m=saved";
    }
    await withEvidence(desk, form, (evidence) =>
      completeTask(app, { taskId, by: person.id, note: field(form, "note"), ...evidence }),
    );
    return "/studio/destinataires?m=task-done";
  });
}

/** A picture of the recipient's page, where one was given. */
async function withEvidence(
  { app }: StudioDesk,
  form: Form,
  act: (evidence: { readonly evidence?: { readonly path: string } }) => Promise<void>,
): Promise<void> {
  const file = form["preuve"];
  if (!(file instanceof File) || file.size === 0) return act({});
  await app.workspace.withFolder(async (folder) => {
    const path = join(folder, "preuve");
    await writeFile(path, new Uint8Array(await file.arrayBuffer()));
    await act({ evidence: { path } });
  });
}

function consents(desk: StudioDesk): void {
  const { app } = desk;
  desk.team("GET /studio/accords", async (here) => {
    const { role } = here.person;
    const erase = mayUse("POST /studio/accords/:story/effacer", role);
    const seeStatistics = role === "administrator";
    const change = mayUse("POST /studio/reglages", role);
    const page = await consentsPage(app, { erase, seeStatistics, change });
    return here.show({ name: "consents", ...page }, { area: "consents" });
  });
  desk.team("POST /studio/accords/:story/rappel", async (here) => {
    await noteReminder(app, {
      episodeId: param(here, "story"),
      speakerId: field(here.form, "voix"),
      signatoryId: field(here.form, "signataire"),
      by: here.person.id,
    });
    return "/studio/accords?m=reminder-noted";
  });
  desk.team("POST /studio/accords/:story/effacer", async (here) => {
    const episodeId = param(here, "story");
    if (field(here.form, "faire") === "garder") {
      await callOffErasure(app, episodeId);
      return "/studio/accords?m=erasure-off";
    }
    if (field(here.form, "faire") === "preparer") {
      await recordErasureWish(app, { episodeId, staffId: here.person.id });
      return "/studio/accords?m=erasure-prepared";
    }
    const secondContact = field(here.form, "contact");
    await confirmErasure(app, { episodeId, staffId: here.person.id, secondContact });
    return "/studio/accords?m=erased";
  });
  desk.team("POST /studio/reglages", async (here) => {
    // An empty field is no time at all: it is refused, not taken for the shortest.
    const told = (name: SettingName) => Number.parseFloat(field(here.form, name).replace(",", "."));
    const settings = Object.fromEntries(settingNames.map((name) => [name, told(name)])) as Settings;
    const version = Number.parseInt(field(here.form, "version"), 10);
    await changeSettings(app, here.person.id, { version, settings });
    return "/studio/accords?m=settings-changed#delais";
  });
}

function upkeepRoutes(desk: StudioDesk): void {
  const { app, deps } = desk;
  const page = async (
    here: Here,
    found: Partial<Pick<UpkeepPage, "ledger" | "storage" | "backup">> = {},
  ) => {
    const seen = await upkeep(app, (code) => wordsFor(code, {}, here.locale));
    const mayBackUp = deps.backups !== undefined;
    return here.show({ name: "upkeep", ...seen, ...found, mayBackUp }, { area: "upkeep" });
  };
  desk.team("GET /studio/exploitation", (here) => page(here));
  // What looks at everything is done when it is asked for, and its findings are shown in place.
  desk.team("POST /studio/exploitation/registre", async (here) =>
    page(here, { ledger: await checkLedger(app) }),
  );
  desk.team("POST /studio/exploitation/stockage", async (here) =>
    page(here, { storage: await measureStorage(app) }),
  );
  desk.team("POST /studio/exploitation/sauvegarde", async (here) => {
    if (deps.backups === undefined) throw new AppError("backup-elsewhere");
    return page(here, { backup: await deps.backups.make() });
  });
  // All that the records say leaves this machine: the log keeps who took it.
  desk.team("POST /studio/exploitation/sauvegarde/fichier", async ({ form, person }) => {
    if (deps.backups === undefined) throw new AppError("backup-elsewhere");
    const name = field(form, "copie");
    if (!/^[0-9TZ-]{20,30}$/.test(name)) throw new AppError("bad-field", { field: "copie" });
    app.logger.info("backup-taken-away", { personId: person.id, backup: name });
    return fileAnswer(app.consent.archiver.zip(deps.backups.read(name)), "application/zip", {
      "Content-Disposition": `attachment; filename="paroles-${name}.zip"`,
    });
  });
  desk.team("POST /studio/exploitation/rejouer/:job", async (here) => {
    await app.queue.replay(param(here, "job"));
    return "/studio/exploitation?m=job-again";
  });
}
