import fc from "fast-check";
import { expect, test } from "vitest";
import { siteChannel } from "#core/feed/channel";
import { assembleFeed, subscriptionItems } from "#core/feed/document";
import { feedEntry, type FeedItem } from "#core/feed/item";
import type { EpisodeCard } from "#core/press/catalogue";
import { feedWindowsPartition } from "#core/record-keys";
import { newestOfShelf } from "#pipeline/press/feed-window";
import { pressAround } from "#pipeline/press/press-shared";
import { ontoTheShelves } from "#pipeline/press/shelves";
import { readMonths } from "#pipeline/press/shelf-months";
import { siteOf } from "#pipeline/press/site-data";
import { accountFor, pressAll } from "#pipeline/publication/press-all";
import { nothingPressed } from "#pipeline/press/press-count";
import { cardsApart } from "../../support/card-builder.ts";
import { aShow, type MemoryApp, memoryApp } from "../../support/memory-app.ts";

const feedKey = "feeds/all.xml";
const now = "2026-07-01T00:00:00.000Z";

/** Puts a card on its shelves, in place of another one or of nothing; without a card, takes the other off. */
async function shelve(app: MemoryApp, before?: EpisodeCard, card?: EpisodeCard): Promise<void> {
  const gone = before && ontoTheShelves(before, storyOf(app, before));
  const writes = card === undefined ? [] : ontoTheShelves(before, storyOf(app, card));
  const leaving = (gone ?? []).map((write) => ({ ...write, kind: "delete" as const }));
  await app.records.commit(card === undefined ? leaving : writes);
}

function storyOf(app: MemoryApp, card: EpisodeCard) {
  const entry = feedEntry(card, aShow, app);
  if (entry === undefined) throw new Error("the card may be in feeds");
  const terms = { id: card.id, marked: [], said: [] };
  return { card, terms, entry: { ...entry, source: "test" } };
}

const press = (app: MemoryApp, ...cards: readonly (EpisodeCard | undefined)[]) =>
  pressAround(
    app,
    cards.filter((card) => card !== undefined).map((card) => ({ card, shards: [] })),
  );

/** A site with so many stories, whose feeds are pressed; and those that came last, to be told apart. */
async function aSite(stories: number, hook?: Parameters<typeof memoryApp>[0]) {
  const app = memoryApp(hook);
  app.time.now = now;
  const cards = cardsApart(stories + 20, 6);
  // Ten are newer than all others, ten older.
  const [spare, shelved] = [[...cards.slice(0, 10), ...cards.slice(-10)], cards.slice(10, -10)];
  for (const card of shelved) await shelve(app, undefined, card);
  await accountFor(app, [aShow.slug], nothingPressed());
  await press(app, shelved[0]);
  return { app, spare, shelved };
}

const isWhole = (item: Awaited<ReturnType<typeof newestOfShelf>>["items"][number]) =>
  item.text === undefined ? [] : [{ ...item, text: item.text } satisfies FeedItem];

/** The document as the shelf alone makes it. */
async function fromShelf(app: MemoryApp): Promise<string> {
  const { items } = await newestOfShelf(app, { kind: "site" });
  const { archive } = await readMonths(app, "all");
  const channel = siteChannel(siteOf(app));
  const shown = subscriptionItems(items.flatMap(isWhole), app.clock.now());
  return text(assembleFeed(channel, shown, archive).bytes);
}

const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);
const pressed = (app: MemoryApp) => text(app.publicStore.files.get(feedKey));

test("after any changes a feed is the very one that its shelf makes, whichever of its items were read", async () => {
  const change = fc.record({
    kind: fc.constantFrom("add", "remove", "rename", "end", "later"),
    at: fc.nat({ max: 330 }),
    title: fc.constantFrom("Le pain du matin", "Un autre ]]> titre", "Œuvre"),
  });
  const sizes = fc.constantFrom(3, 299, 301, 312);
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(change, { minLength: 1, maxLength: 14 }),
      async (size, all) => {
        const { app, spare, shelved } = await aSite(size);
        const live = [...shelved];
        for (const { kind, at, title } of all) {
          const index = live.length === 0 ? 0 : at % live.length;
          const before = kind === "add" ? undefined : live[index];
          const flags = { reusable: at % 2 === 0, demonstration: at % 3 === 0 };
          const renamed = before && { ...before, ...flags, title, headline: title };
          const after =
            kind === "add"
              ? spare.splice(at % spare.length, 1)[0]
              : kind === "rename"
                ? renamed
                : kind === "end" && before
                  ? { ...before, closesAt: "2026-07-02T00:00:00.000Z" }
                  : undefined;
          if (kind === "later") app.time.now = "2026-07-02T00:00:00.000Z";
          if (kind === "add" ? after === undefined : before === undefined) continue;
          if (kind === "later") await press(app, before);
          else {
            await shelve(app, before, after);
            await press(app, before, after);
            live.splice(
              index,
              before === undefined ? 0 : 1,
              ...(after === undefined ? [] : [after]),
            );
          }
          expect(pressed(app)).toBe(await fromShelf(app));
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

/** Queries of feeds' shelves that a change makes. */
async function queriesOf(app: MemoryApp, change: (watched: MemoryApp) => Promise<unknown>) {
  const asked: string[] = [];
  const query: MemoryApp["records"]["query"] = (partition, options) => {
    if (partition.startsWith("shelf#feed#") && options?.sortPrefix === undefined)
      asked.push(partition);
    return app.records.query(partition, options);
  };
  await change({ ...app, records: { ...app.records, query } });
  return asked;
}

test("a change reads of a long feed the items that it is about, and not three hundred", async () => {
  const { app, spare } = await aSite(312);
  const [card] = spare;
  await shelve(app, undefined, card);
  expect(await queriesOf(app, (watched) => press(watched, card))).toEqual([]);
  await shelve(app, card);
  expect(await queriesOf(app, (watched) => press(watched, card))).toEqual([]);
  expect(pressed(app)).toBe(await fromShelf(app));
});

test("when more are taken back than are known to move up, the shelf is read again", async () => {
  const { app, shelved } = await aSite(340);
  let read = 0;
  for (const card of shelved.slice(0, 25)) {
    await shelve(app, card);
    read += (await queriesOf(app, (watched) => press(watched, card))).length;
    expect(pressed(app)).toBe(await fromShelf(app));
  }
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(10);
});

test("stories older than all that are known of a long feed stand in its archive, and never move up past unknown ones", async () => {
  const { app, spare, shelved } = await aSite(340);
  const takeBack = async (...cards: readonly EpisodeCard[]) => {
    for (const card of cards) {
      await shelve(app, card);
      await press(app, card);
    }
  };
  await takeBack(...shelved.slice(0, 5));
  const older = spare.slice(-4);
  for (const card of older) await shelve(app, undefined, card);
  await press(app, ...older);
  const month = older[0]?.publishedAt.slice(0, 7) ?? "";
  expect(text(app.publicStore.files.get(`feeds/all/${month}.xml`))).toContain(older[0]?.id);
  for (const card of shelved.slice(5, 14)) {
    await takeBack(card);
    expect(pressed(app)).toBe(await fromShelf(app));
  }
});

test("a month that is archived keeps its document when fewer stories are newer, and loses it with its last one", async () => {
  const { app, spare, shelved } = await aSite(300);
  const oldest = shelved.at(-1)?.publishedAt.slice(0, 7);
  const document = () => app.publicStore.files.get(`feeds/all/${oldest}.xml`);
  expect(document()).toBeUndefined();
  await shelve(app, undefined, spare[0]);
  await press(app, spare[0]);
  expect(text(document())).toContain(shelved.at(-1)?.id);
  const before = document();
  await shelve(app, spare[0]);
  await press(app, spare[0]);
  expect(document()).toEqual(before);
  expect(pressed(app)).toBe(await fromShelf(app));
  const ofMonth = shelved.filter(({ publishedAt }) => publishedAt.startsWith(oldest ?? "?"));
  for (const card of ofMonth) await shelve(app, card);
  await press(app, ...ofMonth);
  expect(document()).toBeUndefined();
});

test("an item that is shown under a number keeps it, and loses it with the one before", async () => {
  const { app, spare, shelved } = await aSite(6);
  const alike = shelved.slice(0, 2).map((card) => ({ ...card, headline: "Le pain du matin" }));
  for (const [index, card] of alike.entries()) await shelve(app, shelved[index], card);
  await press(app, ...alike);
  expect(pressed(app)).toContain("Le pain du matin (2)");
  await shelve(app, undefined, spare[0]);
  await press(app, spare[0]);
  expect(pressed(app)).toContain("Le pain du matin (2)");
  expect(pressed(app)).toBe(await fromShelf(app));
  await shelve(app, alike[1]);
  await press(app, alike[1]);
  expect(pressed(app)).not.toContain("Le pain du matin (2)");
  expect(pressed(app)).toBe(await fromShelf(app));
});

test("an item that is over is counted no more, also before anybody has taken it off its shelf", async () => {
  const { app, shelved } = await aSite(3);
  const [card, other] = shelved;
  if (card === undefined) throw new Error("there are three");
  const ending = { ...card, closesAt: "2026-07-02T00:00:00.000Z" };
  await shelve(app, card, ending);
  await press(app, ending);
  const items = async () =>
    Object.values((await readMonths(app, "all")).items).reduce((sum, count) => sum + count, 0);
  expect(await items()).toBe(3);
  app.time.now = ending.closesAt;
  await press(app, ending, other);
  expect(await items()).toBe(2);
  expect(pressed(app)).toBe(await fromShelf(app));
});

test("a document that is another one than was written, or none, is made from the shelf", async () => {
  for (const spoil of ["lost", "changed"] as const) {
    const { app, spare } = await aSite(5);
    const [card] = spare;
    if (spoil === "lost") app.publicStore.files.delete(feedKey);
    else await app.publicStore.put(feedKey, new TextEncoder().encode("<rss/>"));
    await shelve(app, undefined, card);
    const asked = await queriesOf(app, (watched) => press(watched, card));
    expect(asked).toContain("shelf#feed#all");
    expect(pressed(app)).toBe(await fromShelf(app));
  }
});

test("a press that died before it wrote down what it wrote is no one's to go by", async () => {
  let isKilled = false;
  const { app, spare } = await aSite(5, async (call) => {
    if (isKilled && call === "commit") throw new Error("killed");
  });
  const [first, second] = spare;
  await shelve(app, undefined, first);
  isKilled = true;
  await expect(press(app, first)).rejects.toThrow("killed");
  isKilled = false;
  expect(pressed(app)).toContain(first?.id);
  await shelve(app, undefined, second);
  await press(app, second);
  expect(pressed(app)).toBe(await fromShelf(app));
});

test("what is remembered of a feed goes with what it was about: a story, or the whole show", async () => {
  const { app, shelved } = await aSite(3);
  const [card] = shelved;
  const remembered = () =>
    [...app.memory.values()].filter(({ partition }) => partition === feedWindowsPartition);
  expect(JSON.stringify(remembered())).toContain(card?.id);
  await shelve(app, card);
  await press(app, card);
  expect(JSON.stringify(remembered())).not.toContain(card?.id);
  const renamed = { ...aShow, slug: "voix", formerSlugs: [aShow.slug] };
  await pressAll({ ...app, content: { ...app.content, shows: [renamed] } });
  expect(remembered().map(({ sort }) => sort)).toEqual(["all", "show#voix"]);
});
