/**
 * What people do to an installation, chosen by a seed, until the process is
 * killed: `killed-driver.ts <folder> <seed> [restore]`. Each act is told on a line
 * of its own before it begins, and once more when it was answered: what was
 * answered must outlive any crash. With `restore` the act is bringing a backup back.
 */
import { join } from "node:path";
import { AppError } from "#core/errors";
import type { LocalInstallation } from "#compose/local";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { confirmErasure, recordErasureWish } from "#pipeline/participant/ask-erasure";
import { pressAll } from "#pipeline/publication/press-all";
import { restore } from "#pipeline/restore/restore";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { killedScopes, openKilled, placeIn, receive, scan } from "./killed-intake.ts";
import { seededRandom } from "./scheduler.ts";
import { type Act, storiesOf } from "./killed-acts.ts";

const [folder = "", seed = "1", mode = ""] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const place = placeIn(folder);
const tell = (kind: "begins" | "done" | "refused", act: Act, more = {}) =>
  void process.stdout.write(`${JSON.stringify({ kind, ...act, ...more })}\n`);
const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];

async function live({ app }: LocalInstallation): Promise<void> {
  for (let round = 0; ; round += 1) {
    const stories = (await storiesOf(app)).filter(({ isSteady }) => !isSteady);
    const closed = stories.filter(({ stage, isOpen }) => stage === "ready" && !isOpen);
    const open = stories.filter(({ isOpen }) => isOpen);
    const doable: readonly (Act | undefined)[] = [
      { what: "upload", title: `Une minute ${seed}-${round}` },
      ...["grant", "grant"].map((): Act | undefined => of("grant", pick(closed)?.id)),
      ...["withdraw", "withdraw"].map((): Act | undefined => of("withdraw", pick(open)?.id)),
      of("narrow", pick(open)?.id),
      stories.length > 5 ? of("erase", pick([...open, ...closed])?.id) : undefined,
      { what: "press" },
    ];
    const act = pick(doable.filter((one) => one !== undefined));
    if (act !== undefined) await attempt(act, () => perform(app, act));
  }
}

const of = (what: "grant" | "withdraw" | "narrow" | "erase", id: string | undefined) =>
  id === undefined ? undefined : { what, id };

/** A refusal is an answer, too; what nobody foresaw ends the process, and the test with it. */
async function attempt(act: Act, work: () => Promise<object>): Promise<void> {
  tell("begins", act);
  try {
    tell("done", act, await work());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    tell("refused", act, { code: error.code });
  }
}

async function perform(app: LocalInstallation["app"], act: Act): Promise<object> {
  switch (act.what) {
    case "upload":
      return { id: await receive(app, place, act.title) };
    case "grant":
      return grantOnPaper(app, { episodeId: act.id, scan, scopes: killedScopes });
    case "withdraw":
      return closedOf(await withdrawConsent(app, { episodeId: act.id, channel: "staff" }));
    case "narrow":
      return closedOf(
        await withdrawConsent(app, { episodeId: act.id, channel: "staff", scopes: ["name"] }),
      );
    case "erase": {
      await recordErasureWish(app, { episodeId: act.id, staffId: "staff-1" });
      const contact = { staffId: "staff-2", secondContact: "par lettre" };
      await confirmErasure(app, { episodeId: act.id, ...contact });
      return {};
    }
    case "press":
      await pressAll(app);
      return {};
  }
}

const closedOf = ({ closed }: { readonly closed: boolean }) => ({ closed });

const installation = await openKilled(place, { toRestore: mode === "restore" });
tell("begins", { what: "press" });
if (mode === "restore") {
  const backup = join(folder, "backup");
  const { opened } = await restore(installation.app, installation.backups, backup);
  tell("done", { what: "press" }, { opened });
  await installation.close();
} else await live(installation);
