import { expect, test } from "vitest";
import { episodePartition, unsettledSort } from "#core/record-keys";
import { closingsFolder } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import { changeConsent } from "#pipeline/consent/change-consent";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { verifySite } from "#pipeline/publication/verify-site";
import { sweep } from "#pipeline/sweep/sweep";
import { runJob } from "#pipeline/work";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, canary, grantAll } from "../../support/story.ts";

/** The durable no to a name, of a process that dies right after it: nothing is closed yet. */
const takeNameBack = (app: App, id: string) =>
  changeConsent(app, id, {
    closes: true,
    decide: ({ consents }) =>
      consents
        .filter(({ scope }) => scope === "name")
        .map(({ speakerId, signatoryId, scope }) => ({
          speakerId,
          signatoryId,
          scope,
          event: { kind: "withdraw", by: { kind: "staff", staffId: "staff" } },
        })),
  });

/** A story that is open with the name that was agreed to. */
async function aNamedStory() {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  expect(await namedAt(app)).not.toEqual([]);
  return { app, id };
}

async function workOff(app: MemoryApp): Promise<void> {
  for (const { job } of app.queue.waiting.splice(0)) await runJob(app, job);
}

/** Where a stranger meets the name that was agreed to. */
async function namedAt(app: MemoryApp): Promise<readonly string[]> {
  const keys = [...app.publicStore.files.keys()];
  const answers = await Promise.all(keys.map(async (key) => app.stranger(`/${key}`)));
  return keys.filter((_, index) => answers[index]?.text.includes(canary.firstName));
}

test("whoever has settled a story leaves the mark of what was changed since, also where another one has taken theirs away", async () => {
  const { app, id } = await aNamedStory();
  let isFirst = true;
  const put: App["privateStore"]["put"] = async (key, body) => {
    const outcome = await app.privateStore.put(key, body);
    if (isFirst && key.startsWith(closingsFolder)) {
      isFirst = false;
      // All is open as it should be, and only the mark is left to be taken away, which a second one does.
      await reconcileEpisode(app, id);
      await takeNameBack(app, id);
    }
    return outcome;
  };
  await grantAll({ ...app, privateStore: { ...app.privateStore, put } }, id, ["reuse"]);
  expect(isFirst).toBe(false);
  expect(await namedAt(app)).toEqual([]);
  expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
});

test("a story that the edge lets through under a publication that is no longer its own is told by a verification, and settled by a thorough sweep", async () => {
  const { app, id } = await aNamedStory();
  await takeNameBack(app, id);
  const place = { partition: episodePartition(id), sort: unsettledSort };
  await app.records.commit([{ kind: "delete", ...place, expect: "present" }]);
  expect(await namedAt(app)).not.toEqual([]);
  const { differences } = await verifySite(app);
  expect(differences).toContainEqual({ code: "open-but-former", episodeId: id });
  await sweep(app, { thorough: true });
  // Before the job that opens it again as it may be.
  expect(await namedAt(app)).toEqual([]);
  await workOff(app);
  expect(await namedAt(app)).toEqual([]);
  expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
});

test("a name that was taken back by a process that died is nowhere when the sweep before a start is over, and the story comes back without it", async () => {
  const { app, id } = await aNamedStory();
  await takeNameBack(app, id);
  expect(await namedAt(app)).not.toEqual([]);
  expect(await sweep(app)).toEqual({ closed: 1, resent: 1 });
  expect(await namedAt(app)).toEqual([]);
  await workOff(app);
  expect((await episodeStatus(app, id)).publication).toBe("published");
  expect(await namedAt(app)).toEqual([]);
});
