import { expect, test } from "vitest";
import { checkFeed } from "../../support/feed-check/feed-check.ts";
import { feedEntry } from "#core/feed/item";
import { monthOf } from "#core/press/catalogue";
import { storyAddresses } from "#core/press/task";
import type { Show } from "#core/content/show";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { isPressed, pressAll } from "#pipeline/publication/press-all";
import { pressAround } from "#pipeline/press/press-shared";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { ontoTheShelves } from "#pipeline/press/shelves";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { runJob } from "#pipeline/work";
import { aCard, cardsApart } from "../../support/card-builder.ts";
import { itemsOf, textOf } from "../../support/feed-reader.ts";
import { aShow, type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const textOfFile = (app: MemoryApp, key: string) =>
  new TextDecoder().decode(app.publicStore.files.get(key));

async function publish(app: App): Promise<string> {
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  return id;
}

/** Every address that a story ever had. */
const addressesOf = async (app: App, id: string) =>
  (await requireEpisode(app.records, id)).publication.addresses;

const withShows = (app: MemoryApp, ...shows: readonly Show[]): MemoryApp => ({
  ...app,
  content: { ...app.content, shows },
});

/** What publishing and withdrawing one more asks of the stores when there are so many already. */
async function callsForOneMore(stories: number) {
  const calls: string[] = [];
  const app = memoryApp(async (call) => void calls.push(call.split(" ")[0] ?? ""));
  await pressAll(app);
  for (let count = 0; count < stories; count += 1) await publish(app);
  const id = await aReadyStory(app);
  calls.length = 0;
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  const publishing = calls.splice(0);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  return { publishing, withdrawing: calls };
}

test("publishing one more, and withdrawing it, asks the very same of the stores beside two stories and beside sixty", async () => {
  expect(await callsForOneMore(60)).toEqual(await callsForOneMore(2));
}, 60_000);

test("another story in a feed leaves every word of the one before as it was, also under the same title", async () => {
  const app = memoryApp();
  const first = await publish(app);
  const before = itemsOf(textOfFile(app, "feeds/all.xml"));
  app.time.now = "2026-11-23T12:01:00.000Z";
  await publish(app);
  const after = itemsOf(textOfFile(app, "feeds/all.xml"));
  expect(after).toHaveLength(2);
  expect(after.map((item) => textOf(item, "guid"))).toContain(`urn:paroles:${first}`);
  expect(JSON.stringify(after)).toContain(JSON.stringify(before[0]));
});

const hop = {
  slug: "hop",
  title: { fr: "Hop", en: "Hop" },
  summary: { fr: "Un projet.", en: "A project." },
};

/** A site with one project; `stories` are those that its card names. */
const withProject = (app: MemoryApp, stories: readonly string[]): MemoryApp => ({
  ...app,
  content: { ...app.content, projects: [{ ...hop, stories: [...stories] }] },
  renderer: { ...app.renderer, plainPaths: ["/410.html", "/projets/hop/", "/en/projets/hop/"] },
});

test("a project has no feed before its first story; then page and feed carry it, and lose it again", async () => {
  const app = memoryApp();
  const before = withProject(app, []);
  await pressAll(before);
  const feedFile = "feeds/projects/hop.xml";
  expect(app.publicStore.files.has(feedFile)).toBe(false);
  expect(textOfFile(app, "projets/hop/index.html")).toContain('"stories":[]');
  const id = await publish(before);
  expect(textOfFile(app, "projets/hop/index.html")).not.toContain(id);
  const named = withProject(app, [id]);
  await pressAll(named);
  expect(itemsOf(textOfFile(app, feedFile))).toHaveLength(1);
  const faults = checkFeed(textOfFile(app, feedFile), { now: app.time.now });
  expect(faults.filter(({ code }) => code !== "length")).toEqual([]);
  for (const page of ["projets/hop/index.html", "en/projets/hop/index.html"])
    expect(textOfFile(app, page)).toContain(id);
  await withdrawConsent(named, { episodeId: id, channel: "page" });
  expect(itemsOf(textOfFile(app, feedFile))).toEqual([]);
  expect(textOfFile(app, "projets/hop/index.html")).not.toContain(id);
});

test("oEmbed answers open and close with the story", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const answers = (await addressesOf(app, id)).filter((path) => /oembed/.test(path));
  expect(answers).toHaveLength(2);
  for (const path of answers) expect((await app.stranger(path)).text).toContain("iframe");
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  for (const path of answers) expect((await app.stranger(path)).status).toBe(410);
});

test("a story of two voices has chapters, under the names that may be shown, and its feed item points to them", async () => {
  const app = memoryApp();
  const turns = ["s1", "s2", "s1", "s2"].flatMap((speakerId) =>
    ["Je montre le geste.", "Encore une fois."].map((text) => ({ speakerId, text })),
  );
  const speaker = (id: string, role: "professional" | "apprentice", firstName: string) => ({
    id,
    role,
    firstName,
    situation: { kind: "adult" as const },
  });
  const story = {
    showSlug: aShow.slug,
    title: "Le mètre",
    language: "fr",
    speakers: [speaker("s1", "professional", "Bernard"), speaker("s2", "apprentice", "Inès")],
    knownText: turns,
  };
  const id = await receiveEpisode(app, story, { path: "/upload" });
  await processEpisode(app, id);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  const key = [...app.publicStore.files.keys()].find((name) => name.endsWith("-chapters.json"));
  expect(JSON.parse(textOfFile(app, key ?? ""))).toMatchObject({
    version: "1.2.0",
    chapters: [{ startTime: 0, title: "Bernard" }, { title: "Inès" }, { title: "Bernard" }, {}],
  });
  expect(textOfFile(app, "feeds/all.xml")).toContain("application/json+chapters");
});

/** A feed shelf of so many stories over so many months, put there without their records. */
async function aLongShelf(stories: number, months: number, shows: readonly Show[] = [aShow]) {
  const app = withShows(memoryApp(), ...shows);
  app.time.now = "2026-07-01T00:00:00.000Z";
  const cards = cardsApart(stories, (months * 30 * 24) / stories).map((card, index) => ({
    ...card,
    showSlug: (shows[index % shows.length] ?? aShow).slug,
  }));
  const trace = (card: (typeof cards)[number]) => ({ card, shards: [] });
  const put = async (kind: "put" | "delete", chosen: typeof cards) => {
    for (const card of chosen) {
      const entry = feedEntry(card, aShow, app);
      if (entry === undefined) throw new Error("the card may be in feeds");
      const terms = { id: card.id, marked: [], said: [] };
      const item = { ...entry, source: "test" };
      const writes = ontoTheShelves(undefined, { card, terms, entry: item });
      await app.records.commit(
        writes.filter((write) => write.kind === "put").map((write) => ({ ...write, kind })),
      );
    }
    await pressAround(app, chosen.slice(0, 1).map(trace));
    for (const month of new Set(chosen.map(monthOf)))
      await pressAround(
        app,
        chosen
          .filter((card) => monthOf(card) === month)
          .slice(0, 1)
          .map(trace),
      );
  };
  await put("put", cards);
  const archives = () =>
    [...app.publicStore.files.keys()].filter((key) => key.startsWith("feeds/all/")).sort();
  return { app, cards, put, archives };
}

const linkOf = (xml: string, rel: string) =>
  new RegExp(`<atom:link rel="${rel}" href="https?://[^/]+/([^"]+)"`).exec(xml)?.[1];

test("a reader that follows prev-archive from a long feed meets every story, and every document is sound", async () => {
  const { app, cards } = await aLongShelf(420, 12);
  const guids = new Set<string | undefined>();
  let documents = 0;
  for (let key: string | undefined = "feeds/all.xml"; key !== undefined; documents += 1) {
    const xml = textOfFile(app, key);
    expect(checkFeed(xml, { now: app.time.now })).toEqual([]);
    for (const item of itemsOf(xml)) guids.add(textOf(item, "guid"));
    key = linkOf(xml, "prev-archive");
  }
  expect(documents).toBeGreaterThan(3);
  expect(guids).toEqual(new Set(cards.map(({ id }) => `urn:paroles:${id}`)));
}, 60_000);

test("a month of a show's archive has the stories of that show, and the site's the stories of all shows", async () => {
  const other = { ...aShow, slug: "minutes-d-avenir" };
  const { app, cards } = await aLongShelf(660, 6, [aShow, other]);
  await pressAll(app);
  const months = new Set(cards.map(monthOf));
  const [oldest = ""] = [...months].sort();
  const guidsAt = (key: string) =>
    itemsOf(textOfFile(app, key)).map((item) => textOf(item, "guid"));
  const guidsOf = (chosen: typeof cards) =>
    chosen.filter((card) => monthOf(card) === oldest).map(({ id }) => `urn:paroles:${id}`);
  expect(guidsAt(`feeds/all/${oldest}.xml`)).toEqual(guidsOf(cards));
  for (const { slug } of [aShow, other]) {
    const own = guidsOf(cards.filter(({ showSlug }) => showSlug === slug));
    expect(own.length).toBeGreaterThan(10);
    expect(guidsAt(`feeds/${slug}/${oldest}.xml`)).toEqual(own);
  }
}, 60_000);

test("taking one old story back rewrites its month's document and the account, and no other archive", async () => {
  const { app, cards, put, archives } = await aLongShelf(420, 12);
  const before = new Map(archives().map((key) => [key, textOfFile(app, key)]));
  const oldest = cards.toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))[3];
  if (oldest === undefined) throw new Error("there are 420 cards");
  await put("delete", [oldest]);
  const changed = archives().filter((key) => textOfFile(app, key) !== before.get(key));
  expect(changed).toEqual([`feeds/all/${monthOf(oldest)}.xml`]);
  expect([...before.keys()]).toEqual(archives());
}, 60_000);

test("a month whose last story was taken back has no document left, and its neighbours link past it", async () => {
  const { app, cards, put, archives } = await aLongShelf(420, 12);
  const before = archives();
  const month = /(\d{4}-\d{2})/.exec(before[1] ?? "")?.[1] ?? "";
  await put(
    "delete",
    cards.filter((card) => monthOf(card) === month),
  );
  expect(archives()).not.toContain(`feeds/all/${month}.xml`);
  expect(textOfFile(app, before[2] ?? "")).toContain(before[0]?.slice("feeds/all/".length));
  for (const key of archives()) expect(textOfFile(app, key)).not.toContain(`/all/${month}.xml`);
}, 60_000);

/** What the press writes for each story beside its published files. */
const filesOfStory = storyAddresses(aCard()).length;

test("a press of everything waits for the stores of several stories, and of several pages, at once", async () => {
  let most = { stories: 0, pages: 0 };
  let isWatched = false;
  const underWay: string[] = [];
  const app = memoryApp(async (call) => {
    if (!isWatched || !call.startsWith("put ")) return;
    underWay.push(call);
    const stories = new Set(underWay.flatMap((put) => /^put episodes\/(\w+)/.exec(put)?.[1] ?? []));
    const pages = underWay.filter((put) => /^put (en|archives|feeds|sitemaps)\//.test(put)).length;
    most = { stories: Math.max(most.stories, stories.size), pages: Math.max(most.pages, pages) };
    await new Promise((resolve) => void setImmediate(resolve));
    underWay.splice(underWay.indexOf(call), 1);
  });
  for (let count = 0; count < 20; count += 1) await publish(app);
  isWatched = true;
  await pressAll({ ...app, renderer: { ...app.renderer, version: "2" } });
  expect(most.stories).toBeGreaterThan(5);
  expect(most.pages).toBeGreaterThan(3);
}, 60_000);

test("a full press that was killed goes on where it stopped, and ends as if it never had been", async () => {
  let putsLeft = Number.POSITIVE_INFINITY;
  let pages = 0;
  const app = memoryApp(async (call) => {
    if (!call.startsWith("put episodes/")) return;
    pages += 1;
    putsLeft -= 1;
    if (putsLeft < 0) throw new Error("killed");
  });
  await pressAll(app);
  for (let count = 0; count < 70; count += 1) await publish(app);
  const whole = new Map(app.publicStore.files);
  const newer = { ...app, renderer: { ...app.renderer, version: "2" } };
  putsLeft = 60 * filesOfStory;
  await expect(pressAll(newer)).rejects.toThrow("killed");
  expect(await isPressed(newer)).toBe(false);
  putsLeft = Number.POSITIVE_INFINITY;
  pages = 0;
  expect(await pressAll(newer)).toMatchObject({ stories: 70 });
  // The first fifty were done and are not rendered again.
  expect(pages).toBe(20 * filesOfStory);
  expect(await isPressed(newer)).toBe(true);
  expect(app.publicStore.files).toEqual(whole);
}, 60_000);

test("lost transcripts come back under their names; lost sound gets a new publication", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const before = new Map(app.publicStore.files);
  const lose = (ending: string) => {
    const key = [...app.publicStore.files.keys()].find((name) => name.endsWith(ending));
    app.publicStore.files.delete(key ?? "");
  };
  lose(".vtt");
  await pressAll(app);
  for (const [key, body] of before) expect(app.publicStore.files.get(key)).toEqual(body);
  lose(".mp3");
  await pressAll(app);
  expect((await episodeStatus(app, id)).publication).toBe("published");
  const media = (await addressesOf(app, id)).filter((path) => path.endsWith(".mp3"));
  const answers = await Promise.all(media.map(async (path) => (await app.stranger(path)).status));
  expect(answers.sort()).toEqual([200, 410]);
});

test("an edited show changes its items; a renamed one takes its stories along and leaves nothing behind", async () => {
  const app = memoryApp();
  await pressAll(app);
  await publish(app);
  const edited = withShows(app, { ...aShow, explicit: true });
  await pressAll(edited);
  expect(textOfFile(app, "feeds/all.xml")).toContain("<itunes:explicit>true</itunes:explicit>");
  const renamed = withShows(app, { ...aShow, slug: "voix", formerSlugs: [aShow.slug] });
  await pressAll(renamed);
  expect(itemsOf(textOfFile(app, "feeds/voix.xml"))).toHaveLength(1);
  const faults = checkFeed(textOfFile(app, "feeds/voix.xml"), { now: app.time.now });
  // The stand-in's files are a few bytes long, which an app would take for unknown.
  expect(faults.filter(({ code }) => code !== "length")).toEqual([]);
  const left = [...app.publicStore.files.keys()].filter((key) => key.includes(aShow.slug));
  expect(left.filter((key) => !key.includes("artwork"))).toEqual([]);
  expect(await pressAll(renamed)).toMatchObject({ created: 0, replaced: 0, deleted: 0 });
});

test("the hub is told of feeds that changed, later and by a job, and its failure is nobody else's", async () => {
  const app = memoryApp();
  const told: string[] = [];
  let isDown = true;
  const hub = {
    name: "stand-in",
    url: "https://hub.example/",
    publish: async (topic: string) => {
      if (isDown) throw new Error("down");
      told.push(topic);
    },
  };
  const withHub = { ...app, hub };
  const id = await publish(withHub);
  expect((await episodeStatus(withHub, id)).publication).toBe("published");
  expect(textOfFile(app, "feeds/all.xml")).toContain('rel="hub" href="https://hub.example/"');
  const { waiting } = app.queue as ReturnType<typeof memoryApp>["queue"] & {
    waiting: { job: Parameters<typeof runJob>[1] }[];
  };
  const pings = waiting.map(({ job }) => job).filter(({ kind }) => kind === "ping");
  expect(pings).toEqual([
    { kind: "ping", feed: `/feeds/${aShow.slug}.xml` },
    { kind: "ping", feed: "/feeds/all.xml" },
  ]);
  for (const job of pings) await expect(runJob(withHub, job)).rejects.toThrow("down");
  isDown = false;
  for (const job of pings) await runJob(withHub, job);
  expect(told).toEqual(pings.map((job) => `${app.origin}${"feed" in job ? job.feed : ""}`));
  waiting.length = 0;
  await pressAll(withHub);
  expect(waiting.filter(({ job }) => job.kind === "ping")).toEqual([]);
});
