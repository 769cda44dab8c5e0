import { expect, test } from "vitest";
import type { PageNeeds } from "#core/press/page-data";
import type { App } from "#pipeline/app";
import { queryAll, requireEpisode } from "#pipeline/episode/episode-records";
import { missingStories } from "#pipeline/press/missing-stories";
import { rehearse } from "#pipeline/rehearsal/rehearse";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { facetRanking, facetsPartition } from "#core/record-keys";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { grantAll } from "../../support/story.ts";

const textOfFile = (app: MemoryApp, key: string) =>
  new TextDecoder().decode(app.publicStore.files.get(key));

type Wanted = {
  readonly title: string;
  readonly followUpOf?: string;
  readonly pairedWith?: string;
  readonly trade?: string;
};

async function publish(app: MemoryApp, { title, ...more }: Wanted): Promise<string> {
  const speaker = {
    role: "apprentice" as const,
    firstName: title,
    situation: { kind: "adult" as const },
  };
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title,
      language: "fr",
      themes: ["transmission"],
      place: "Denain",
      speakers: [{ id: "s1", ...speaker }],
      knownText: [{ speakerId: "s1", text: "Je tiens le fer." }],
      ...more,
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  return id;
}

const withdraw = (app: App, episodeId: string) =>
  withdrawConsent(app, { episodeId, channel: "page" });

const pagesOf = (id: string) => [`episodes/${id}/index.html`, `episodes/${id}/en/index.html`];

test("a story stands on the pages of its theme, trade, place and role, and leaves each of them", async () => {
  const app = memoryApp();
  await pressAll(app);
  const first = await publish(app, { title: "Orange", trade: "Soudeuse" });
  const second = await publish(app, { title: "Violette" });
  const shared = ["theme/transmission", "lieu/denain", "role/apprentice"].flatMap((name) => [
    `histoires/${name}/index.html`,
    `en/histoires/${name}/index.html`,
  ]);
  const own = ["histoires/metier/soudeuse/index.html", "en/histoires/metier/soudeuse/index.html"];
  for (const key of [...shared, ...own]) expect(textOfFile(app, key), key).toContain(first);
  for (const key of shared) expect(textOfFile(app, key), key).toContain(second);
  const facets = () => JSON.parse(textOfFile(app, "histoires/index.html")).facets as object[];
  expect(facets()).toEqual([
    { name: "place", key: "denain", count: 2, hasMore: false, label: "Denain" },
    { name: "role", key: "apprentice", count: 2, hasMore: false },
    { name: "theme", key: "transmission", count: 2, hasMore: false },
    { name: "trade", key: "soudeuse", count: 1, hasMore: false, label: "Soudeuse" },
  ]);

  await withdraw(app, first);
  for (const key of shared) {
    expect(textOfFile(app, key), key).not.toContain(first);
    expect(textOfFile(app, key), key).toContain(second);
  }
  for (const key of own) expect(app.publicStore.files.has(key), key).toBe(false);
  expect(textOfFile(app, "histoires/index.html")).not.toContain("soudeuse");
  for (const partition of [facetsPartition, facetRanking("trade")]) {
    const accounts = await queryAll(app.records, partition, "");
    expect(JSON.stringify(accounts)).not.toMatch(/soudeuse/i);
  }

  await withdraw(app, second);
  for (const key of shared) expect(app.publicStore.files.has(key), key).toBe(false);
  expect(facets()).toEqual([]);
});

test("spellings of a trade are one page, and each story leaves it by itself, also when the vocabulary has changed since", async () => {
  const memory = memoryApp();
  const welder = { key: "soudeur", fr: "Soudeuse ou soudeur", en: "Welder" };
  const vocabulary = { themes: [], trades: [welder] };
  const app = { ...memory, content: { ...memory.content, vocabulary } };
  await pressAll(app);
  const page = "histoires/metier/soudeur/index.html";
  const ids = [];
  for (const [title, trade] of [
    ["Un", "Soudeuse"],
    ["Deux", "SOUDEURS"],
    ["Trois", "welder"],
  ] as const)
    ids.push(await publish(app, { title, trade }));
  for (const id of ids) expect(textOfFile(app, page)).toContain(id);
  expect(app.publicStore.files.has("histoires/metier/soudeuse/index.html")).toBe(false);
  const later = {
    ...memory,
    content: { ...memory.content, vocabulary: { themes: [], trades: [] } },
  };
  const [first, ...others] = ids;
  await withdraw(later, first ?? "");
  expect(textOfFile(app, page)).not.toContain(first);
  for (const id of others) await withdraw(later, id);
  expect(app.publicStore.files.has(page)).toBe(false);
});

test("a full press finds the facets again when their accounts are lost", async () => {
  const app = memoryApp();
  const id = await publish(app, { title: "Orange", trade: "Soudeuse" });
  const before = textOfFile(app, "histoires/index.html");
  const lost = await queryAll(app.records, facetsPartition, "");
  await app.records.commit(
    lost.map(({ partition, sort }) => ({ kind: "delete", partition, sort, expect: "any" })),
  );
  for (const key of [...app.publicStore.files.keys()].filter((name) => name.includes("histoires/")))
    app.publicStore.files.delete(key);
  await pressAll(app);
  expect(textOfFile(app, "histoires/index.html")).toBe(before);
  expect(textOfFile(app, "histoires/metier/soudeuse/index.html")).toContain(id);
});

test("a follow-up and what it follows lead to each other, both ways, over more than one step", async () => {
  const app = memoryApp();
  const [one, other] = [
    await publish(app, { title: "Un" }),
    await publish(app, { title: "Seule" }),
  ];
  const two = await publish(app, { title: "Deux", followUpOf: one });
  const three = await publish(app, { title: "Trois", followUpOf: two });
  for (const id of [one, two, three]) {
    for (const key of pagesOf(id)) {
      const { thread } = JSON.parse(textOfFile(app, key)) as { thread: { id: string }[] };
      expect(new Set(thread.map((card) => card.id)), key).toEqual(new Set([one, two, three]));
    }
  }
  for (const key of pagesOf(other)) expect(JSON.parse(textOfFile(app, key)).thread).toEqual([]);
});

test("a story that is taken back leaves the pages of its whole line, in the same step", async () => {
  const app = memoryApp();
  const one = await publish(app, { title: "Un" });
  const two = await publish(app, { title: "Deux", followUpOf: one });
  const three = await publish(app, { title: "Trois", followUpOf: two });
  const planned = await rehearse(app, (rehearsed) => withdraw(rehearsed, two));
  await withdraw(app, two);
  for (const key of [...pagesOf(one), ...pagesOf(three)]) {
    expect(textOfFile(app, key), key).not.toContain("Deux");
    expect(JSON.parse(textOfFile(app, key)).thread, key).toEqual([]);
  }
  const { live } = (await requireEpisode(app.records, one)).publication;
  expect(planned.map(({ path }) => path)).toContain(live?.card.path);
});

test("the two halves of a pair lead to each other, with what followed one of them, and each leaves when it is taken back", async () => {
  const app = memoryApp();
  const master = await publish(app, { title: "Maître" });
  const apprentice = await publish(app, { title: "Élève", pairedWith: master });
  const later = await publish(app, { title: "Suite", followUpOf: apprentice });
  const threadsOf = (id: string) =>
    pagesOf(id).map((key) =>
      (JSON.parse(textOfFile(app, key)) as { thread: { id: string }[] }).thread.map(
        (card) => card.id,
      ),
    );
  for (const id of [master, apprentice, later]) {
    for (const thread of threadsOf(id))
      expect(new Set(thread)).toEqual(new Set([master, apprentice, later]));
  }
  await withdraw(app, master);
  for (const id of [apprentice, later]) {
    for (const thread of threadsOf(id))
      expect(new Set(thread)).toEqual(new Set([apprentice, later]));
    for (const key of pagesOf(id)) expect(textOfFile(app, key)).not.toContain("Maître");
  }
});

test("a story whose follow-up comes out while everything is pressed names it, also when its page was made before", async () => {
  const app = memoryApp();
  const first = await publish(app, { title: "Orange" });
  let second = "";
  const render: App["renderer"]["render"] = async (path, page) => {
    const answer = await app.renderer.render(path, page);
    if (second === "" && path.includes(first)) {
      second = "on its way";
      second = await publish(app, { title: "Violette", followUpOf: first });
    }
    return answer;
  };
  await pressAll({ ...app, renderer: { ...app.renderer, version: "2", render } });
  for (const key of pagesOf(first)) expect(textOfFile(app, key), key).toContain(second);
});

test("a line of follow-ups that has become a circle still ends", async () => {
  const app = memoryApp();
  const one = await publish(app, { title: "Un" });
  const two = await publish(app, { title: "Deux", followUpOf: one });
  const { episode, version } = await requireEpisode(app.records, one);
  await app.records.commit([
    {
      kind: "put",
      partition: `episode#${one}`,
      sort: "episode",
      body: { ...episode, followUpOf: two },
      expect: { version },
    },
  ]);
  await reconcileEpisode(app, one);
  const { thread } = JSON.parse(textOfFile(app, pagesOf(one)[0] ?? "")) as { thread: unknown[] };
  expect(thread).toHaveLength(2);
});

test("a written page shows the story that it names only while that story is public", async () => {
  const app = memoryApp();
  const named = await publish(app, { title: "Orange" });
  const needs: readonly PageNeeds[] = [
    { path: "/a-propos/", stories: [named, "0".repeat(20)], shelves: ["trade#soudeuse"] },
  ];
  const renderer = { ...app.renderer, plainPaths: ["/410.html", "/a-propos/"], needs };
  const site = { ...app, renderer };
  await pressAll(site);
  const page = () => textOfFile(app, "a-propos/index.html");
  expect(JSON.parse(page()).asked.named).toHaveProperty(named);
  expect(JSON.parse(page()).asked.named).not.toHaveProperty("0".repeat(20));
  const later = await publish(site, { title: "Violette", trade: "Soudeuse" });
  expect(page()).toContain(later);
  await withdraw(site, later);
  expect(page()).not.toContain(later);
  await withdraw(site, named);
  expect(JSON.parse(page()).asked).toEqual({ named: {}, shelves: { "trade#soudeuse": [] } });
});

test("an author hears of a story that never was here, and not of one that is only not public", async () => {
  const app = memoryApp();
  const closed = await publish(app, { title: "Orange" });
  await withdraw(app, closed);
  const needs = [{ path: "/a-propos/", stories: [closed, "0".repeat(20)], shelves: [] }];
  const project = { slug: "hop", title: { fr: "Hop", en: "Hop" }, summary: { fr: "", en: "" } };
  const site = {
    ...app,
    renderer: { ...app.renderer, needs },
    content: { ...app.content, projects: [{ ...project, stories: ["1".repeat(20)] }] },
  };
  const problems = await missingStories(site);
  expect(problems.map(({ file, field }) => `${file}, ${field}`)).toEqual([
    "/a-propos/, <Story id>",
    "content/projects/hop.md, stories",
  ]);
  expect(problems[0]?.reason.fr).toContain("0".repeat(20));
});

test("a story cannot follow up one that never was here, nor be its other half", async () => {
  const app = memoryApp();
  for (const field of ["followUpOf", "pairedWith"] as const) {
    await expect(publish(app, { title: "Deux", [field]: "0".repeat(20) })).rejects.toMatchObject({
      code: "episode-unknown",
      field,
    });
  }
});
