import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import { unsettledListing } from "#core/record-keys";
import { changeConsent } from "#pipeline/consent/change-consent";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { sweep } from "#pipeline/sweep/sweep";
import { memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

test("a story whose addresses nobody can look at now keeps no other one open", async () => {
  const app = memoryApp();
  await pressAll(app);
  const ids = [await aReadyStory(app), await aReadyStory(app), await aReadyStory(app)];
  for (const id of ids) {
    await grantAll(app, id);
    await reconcileEpisode(app, id);
    // Durable and no more: the process died before it closed anything.
    await changeConsent(app, id, {
      closes: true,
      decide: ({ consents }) =>
        consents.map(({ speakerId, signatoryId, scope }) => ({
          speakerId,
          signatoryId,
          scope,
          event: { kind: "withdraw", by: { kind: "staff", staffId: "staff" } },
        })),
    });
  }
  const stateOf = async (id: string) => (await app.allowList.get(id))?.state;
  expect(await Promise.all(ids.map(stateOf))).toEqual(["allowed", "allowed", "allowed"]);
  const unreachable: typeof app.prober = {
    ...app.prober,
    status: () => Promise.reject(new AppError("probe-failed", { retryable: true })),
  };
  await expect(sweep({ ...app, prober: unreachable })).rejects.toMatchObject({
    code: "probe-failed",
  });
  expect(await Promise.all(ids.map(stateOf))).not.toContain("allowed");
  // They are not forgotten: the next sweep, which can look, finishes them, and then nothing is left to do.
  await sweep(app);
  expect((await app.records.queryListing(unsettledListing)).records).toEqual([]);
});
