/** Backups and carried sites with things done to them: nothing outside is touched, nothing opens, and the good one still comes back. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { AppError } from "#core/errors";
import { errorMessages } from "#core/error-messages";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { arrive, settleIn } from "#pipeline/move/move-in";
import { digestOf, notesKey } from "#pipeline/move/move-notes";
import { moveOut } from "#pipeline/move/move-out";
import { pressAll } from "#pipeline/publication/press-all";
import { verifySite } from "#pipeline/publication/verify-site";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import type { ObjectStore } from "#ports/object-store";
import { type ArchivePlace, openPlace } from "../support/archive-place.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { bytesOf } from "../support/moving.ts";
import { seededRandom } from "../support/scheduler.ts";
import { filesIn, secret, spoilArchive } from "../support/spoilt-archive.ts";
import { aReadyStory, grantAll } from "../support/story.ts";

const slice = seedsToRun({ quick: 12, long: 3_000 });
let base = "";
let open = "";
let withdrawn = "";
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "paroles-archives-"));
  writeFileSync(join(base, "secret.txt"), secret);
  const place = openPlace(join(base, "data"));
  await pressAll(place.app);
  [open, withdrawn] = [await aReadyStory(place.app), await aReadyStory(place.app)];
  await grantAll(place.app, open);
  await grantAll(place.app, withdrawn);
  await place.ring.replace("pepper", bytesOf("pepper"));
  await place.ring.replace("ledger", bytesOf("ledger"));
  await backUp(place.app, place.backups, join(base, "backup"), { withFiles: true });
  await withdrawConsent(place.app, { episodeId: withdrawn, channel: "page" });
  place.close();
  cpSync(join(base, "data"), join(base, "leaving"), { recursive: true });
  const leaving = openPlace(join(base, "leaving"));
  const folder = createDiskObjectStore({ root: join(base, "carried"), durable: false });
  await moveOut(leaving.app, meansOf(leaving, folder), { keys: "with" });
  leaving.close();
  rmSync(join(base, "leaving"), { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const meansOf = ({ archive, ring }: ArchivePlace, folder: ObjectStore) => ({
  archive,
  ring,
  folder,
  quietSince: async () => undefined,
});

/** A refusal that a person can read, in both languages; anything else is thrown. */
function codeOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  expect(errorMessages[error.code], error.code).toBeDefined();
  return error.code;
}

/** A copy of the site, its archives and what lies beside, where one seed does its worst. */
function aCopy(seed: number): string {
  const root = join(base, `seed-${seed}`);
  mkdirSync(root);
  for (const name of ["data", "backup", "carried", "secret.txt"])
    cpSync(join(base, name), join(root, name), { recursive: true });
  return root;
}

/** Nothing of what lies beside came in, and nothing there was touched. */
function keptOutside(root: string, site: string): void {
  expect(readFileSync(join(root, "secret.txt"), "utf8")).toBe(secret);
  for (const file of filesIn(site))
    expect(readFileSync(file, "latin1"), file).not.toContain(secret);
}

/** Does it for each seed, in a folder of its own. */
async function forEachSeed(
  what: string,
  work: (root: string, random: () => number) => Promise<string>,
) {
  const counts: Record<string, number> = {};
  const oneMore = progress(what, slice, 500);
  for (const seed of seedsOf(slice)) {
    const root = aCopy(seed);
    try {
      const outcome = await work(root, seededRandom(seed));
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    } finally {
      rmSync(root, { recursive: true });
    }
    oneMore();
  }
  tell(JSON.stringify(counts));
  return counts;
}

test("a backup with anything done to it is refused with a sentence and nothing changed, or brings back what is whole; what was taken back since stays closed, and a good one comes back all the same", async () => {
  const counts = await forEachSeed("hostile backups", async (root, random) => {
    cpSync(join(root, "backup"), join(root, "good"), { recursive: true });
    spoilArchive(random, join(root, "backup"), "backup.json");
    const place = openPlace(join(root, "data"));
    const { app, backups, archive } = place;
    try {
      const before = await digestOf(archive.pages());
      const outcome = await restore(app, backups, join(root, "backup")).then(
        () => "restored",
        codeOf,
      );
      if (outcome === "backup-damaged") expect(await digestOf(archive.pages())).toEqual(before);
      expect((await app.allowList.get(withdrawn))?.state).not.toBe("allowed");
      keptOutside(root, join(root, "data"));
      await restore(app, backups, join(root, "good"));
      expect((await app.allowList.get(open))?.state).toBe("allowed");
      expect((await app.allowList.get(withdrawn))?.state).not.toBe("allowed");
      expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
      return outcome;
    } finally {
      place.close();
    }
  });
  for (const outcome of ["backup-damaged", "restored"])
    expect(counts[outcome], outcome).toBeGreaterThan(slice.count / 20);
}, 3_600_000);

test("a carried site with anything done to it is refused with a sentence, or arrives whole; nothing opens before it is settled, and nothing outside is touched", async () => {
  const counts = await forEachSeed("hostile carried sites", async (root, random) => {
    spoilArchive(random, join(root, "carried"), notesKey);
    const place = openPlace(join(root, "new"));
    const folder = createDiskObjectStore({ root: join(root, "carried"), durable: false });
    try {
      const outcome = await arrive(place.app, meansOf(place, folder)).then(() => "arrived", codeOf);
      expect(place.app.allowList.entries.size).toBe(0);
      keptOutside(root, join(root, "new"));
      if (outcome !== "arrived") return outcome;
      const { verification } = await settleIn(place.app);
      expect(verification).toMatchObject({ ok: true, differences: [] });
      expect((await place.app.allowList.get(withdrawn))?.state).not.toBe("allowed");
      return outcome;
    } finally {
      place.close();
    }
  });
  expect(counts["move-damaged"]).toBeGreaterThan(slice.count / 2);
}, 3_600_000);
