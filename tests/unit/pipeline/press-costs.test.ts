import { expect, test } from "vitest";
import { feedEntry } from "#core/feed/item";
import type { App } from "#pipeline/app";
import { accountFor } from "#pipeline/publication/press-all";
import { nothingPressed } from "#pipeline/press/press-count";
import { ontoTheShelves } from "#pipeline/press/shelves";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { cardsApart } from "../../support/card-builder.ts";
import { aShow, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const monthsBack = 12;

/** So many stories over the last year, on their shelves and counted, without records of their own. */
async function fillShelves(app: App, stories: number): Promise<void> {
  for (const card of cardsApart(stories, (monthsBack * 30 * 24) / stories)) {
    const entry = feedEntry(card, aShow, app);
    if (entry === undefined) throw new Error("the card may be in feeds");
    const terms = { id: card.id, marked: [], said: [] };
    const writes = ontoTheShelves(undefined, { card, terms, entry: { ...entry, source: "test" } });
    await app.records.commit(writes.filter(({ kind }) => kind === "put"));
  }
  await accountFor(app, [aShow.slug], nothingPressed());
}

/** What publishing one more, and withdrawing it, asks of the stores, and how many bytes it writes into the public one. */
async function oneMoreBeside(stories: number) {
  const asked: string[] = [];
  const memory = memoryApp(async (call) => void asked.push(call.split(" ")[0] ?? ""));
  memory.time.now = "2026-07-01T00:00:00.000Z";
  let bytes = 0;
  const put: App["publicStore"]["put"] = (key, body) => {
    bytes += body instanceof Uint8Array ? body.length : 0;
    return memory.publicStore.put(key, body);
  };
  const app = { ...memory, publicStore: { ...memory.publicStore, put } };
  await fillShelves(app, stories);
  const costs = async (change: () => Promise<unknown>) => {
    [asked.length, bytes] = [0, 0];
    await change();
    return { asked: asked.toSorted(), bytes };
  };
  // The first one makes the pages that further ones replace.
  const neighbour = await aReadyStory(app);
  await grantAll(app, neighbour);
  await reconcileEpisode(app, neighbour);
  const id = await aReadyStory(app);
  const publishing = await costs(async () => {
    await grantAll(app, id);
    await reconcileEpisode(app, id);
  });
  const withdrawing = await costs(() => withdrawConsent(app, { episodeId: id, channel: "page" }));
  return { publishing, withdrawing };
}

/** Numbers of stories in a month have a digit more on a larger site. */
const digitsMax = 400;

const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;

/** Into each of the two long feeds another story moves up, which is read. */
const movingUp = ["get", "get"];

test("publishing one story, and withdrawing it, asks the very same of the stores beside 100 stories and beside 400", async () => {
  const [few, many] = [await oneMoreBeside(100), await oneMoreBeside(400)];
  expect(many.publishing.asked).toEqual(few.publishing.asked);
  expect(many.withdrawing.asked).toEqual([...few.withdrawing.asked, ...movingUp].toSorted());
  expect(few.publishing.asked.length).toBeGreaterThan(50);
}, 120_000);

test.skipIf(!isLong)(
  "beside 5,000 stories it also writes as many bytes as beside 400, but for the digits of numbers",
  async () => {
    const [some, many] = [await oneMoreBeside(400), await oneMoreBeside(5_000)];
    for (const change of ["publishing", "withdrawing"] as const) {
      expect(many[change].asked).toEqual(some[change].asked);
      expect(Math.abs(many[change].bytes - some[change].bytes)).toBeLessThan(digitsMax);
    }
  },
  600_000,
);
