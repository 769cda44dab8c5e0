import { expect, test } from "vitest";
import { readWordsForm, wordsCharsMax } from "#core/studio/words-form";
import { episodePartition, wordsPrefix } from "#core/record-keys";
import { episodeWrite, queryAll, requireEpisode } from "#pipeline/episode/episode-records";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { processEpisode } from "#pipeline/episode/process-episode";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { finishWords } from "#pipeline/studio/words-desk";
import { wordsMark } from "#pipeline/studio/words-records";
import { aStudio, type StudioVisitor } from "../../support/studio-visitor.ts";
import { receiveEpisode } from "#pipeline/episode/receive-episode";

/** A studio with a story of two captions, at 0–4 and 5–9 seconds of sixty. */
async function aStory() {
  const studio = await aStudio();
  const { app } = studio;
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Un four",
      language: "fr",
      speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
      knownText: [
        { speakerId: "s1", text: "Le four est chaud." },
        { speakerId: "s1", text: "Madame Dupont le sait." },
      ],
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  studio.app.queue.waiting.length = 0;
  const at = `/studio/recits/${id}/texte`;
  const visitor = await studio.as("coach");
  const words = async (who: StudioVisitor = visitor) => (await who.get(at)).screen("words");
  const story = async () => (await requireEpisode(app.records, id)).episode;
  const grant = () =>
    grantOnPaper(app, {
      episodeId: id,
      scan: { path: "/scan" },
      scopes: ["voice", "transcript", "platforms"],
    });
  const states = async () =>
    Object.fromEntries(
      (await requireEpisode(app.records, id)).consents.map(({ scope, state }) => [scope, state]),
    );
  return { ...studio, id, at, visitor, words, story, grant, states };
}

type Screen = Awaited<ReturnType<Awaited<ReturnType<typeof aStory>>["words"]>>;
/** The form of a screen, as a browser sends it without scripts. */
function formOf({ rows, mark, version }: Screen, changes: Record<number, string> = {}, more = {}) {
  const form = new URLSearchParams({ marque: mark, version: String(version), ...more });
  for (const [index, row] of rows.entries()) {
    form.append("debut", String(row.startSeconds));
    form.append("fin", String(row.endSeconds));
    form.append("voix", row.speakerId ?? "");
    form.append("texte", changes[index] ?? row.text);
    if (row.removed) form.append("retirer", String(index));
  }
  return form;
}
async function send(who: StudioVisitor, path: string, form: URLSearchParams) {
  form.set("jeton", who.formToken());
  return who.send("POST", path, { body: form });
}

test("a correction is kept, leaves the story as it is, and becomes its words when it is confirmed", async () => {
  const { visitor, at, words, story, id } = await aStory();
  const first = await words();
  const kept = await send(visitor, at, formOf(first, { 0: "Le vieux four est chaud." }));
  expect(kept.location).toBe(`${at}?m=draft-saved`);
  expect((await story()).transcript?.cues[0]?.text).toBe("Le four est chaud.");
  const draft = await words();
  expect(draft).toMatchObject({ version: 1, draft: { savedBy: "coach", isStale: false } });
  const done = await send(visitor, at, formOf(draft, {}, { faire: "finir" }));
  expect(done.location).toBe(`/studio/recits/${id}?m=words-saved`);
  expect((await story()).transcript).toMatchObject({
    provenance: "corrected",
    cues: [{ text: "Le vieux four est chaud." }, { text: "Madame Dupont le sait." }],
  });
  const after = await words();
  expect(after.draft).toBeUndefined();
  expect(after.former).toMatchObject([{ by: "coach", firstLine: "Le four est chaud." }]);
  expect(after.thirdParties).toMatchObject([{ text: "Madame Dupont", row: 1 }]);
});

test("without scripts a line is cut in two and joined again by buttons", async () => {
  const { visitor, at, words } = await aStory();
  const cut = await send(visitor, at, formOf(await words(), {}, { faire: "couper:1" }));
  expect(cut.location).toBe(`${at}?m=draft-saved#ligne-2`);
  const two = await words();
  expect(two.rows.map(({ text }) => text)).toEqual([
    "Le four est chaud.",
    "Madame Dupont",
    "le sait.",
  ]);
  await send(visitor, at, formOf(two, {}, { faire: "joindre:1" }));
  expect((await words()).rows.map(({ text }) => text)[1]).toBe("Madame Dupont le sait.");
});

test("a passage that is taken out leaves sound and words together, closes the story, and ends what was agreed to", async () => {
  const { visitor, at, words, story, grant, states, app, work, id } = await aStory();
  await grant();
  expect((await app.allowList.get(id))?.state).toBe("allowed");
  const before = (await story()).audio?.renditions.map(({ key }) => key) ?? [];
  const screen = await words();
  expect(screen.endsYeses).toBe(true);
  const marked = {
    ...screen,
    rows: screen.rows.map((row, at2) => ({ ...row, removed: at2 === 1 })),
  };
  const done = await send(visitor, at, formOf(marked, {}, { faire: "finir" }));
  expect(done.location).toBe(`/studio/recits/${id}?m=words-cut`);
  expect((await app.allowList.get(id))?.state).toBe("denied");
  expect(await states()).toMatchObject({
    voice: "invalidated",
    transcript: "invalidated",
    platforms: "invalidated",
  });
  expect(await story()).toMatchObject({
    stage: { name: "received" },
    removed: [{ startSeconds: 5, endSeconds: 9 }],
  });
  await work();
  const ready = await story();
  expect(ready).toMatchObject({ stage: { name: "ready" }, audio: { durationSeconds: 56 } });
  expect(ready.transcript?.cues.map(({ text }) => text)).toEqual(["Le four est chaud."]);
  expect(ready.knownText).toBeUndefined();
  // What was made before holds the passage: none of it is kept.
  for (const key of before) expect(await app.privateStore.head(key)).toBeUndefined();
  for (const { key } of ready.audio?.renditions ?? [])
    expect(await app.privateStore.head(key)).toBeDefined();
});

test("a correction of the words alone ends the yes to the words and no other", async () => {
  const { visitor, at, words, grant, states } = await aStory();
  await grant();
  await send(visitor, at, formOf(await words(), { 0: "Le four chauffe." }, { faire: "finir" }));
  expect(await states()).toMatchObject({
    voice: "given",
    transcript: "invalidated",
    platforms: "given",
  });
});

test("going back brings words and passages back, from the original recording", async () => {
  const { visitor, at, words, story, work } = await aStory();
  const screen = await words();
  const marked = {
    ...screen,
    rows: screen.rows.map((row, at2) => ({ ...row, removed: at2 === 0 })),
  };
  await send(visitor, at, formOf(marked, {}, { faire: "finir" }));
  await work();
  const [former] = (await words()).former;
  expect(former?.isOtherSound).toBe(true);
  const form = formOf(await words(), {}, { "version-de": former?.id ?? "" });
  await send(visitor, `${at}/revenir`, form);
  await work();
  const back = await story();
  expect(back.audio?.durationSeconds).toBe(60);
  expect(back.transcript?.cues.map(({ text }) => text)).toEqual([
    "Le four est chaud.",
    "Madame Dupont le sait.",
  ]);
});

test("a worker that made the recording before a passage was taken out brings nothing back", async () => {
  const { app, id, visitor, at, words, story } = await aStory();
  // It began when the recording had come in, and is slow.
  let release = () => {};
  const waits = new Promise<void>((resolve) => (release = resolve));
  const slow = {
    ...app,
    transcoder: {
      ...app.transcoder,
      master: async (...order: Parameters<typeof app.transcoder.master>) => {
        await waits;
        return app.transcoder.master(...order);
      },
    },
  };
  const { episode, version } = await requireEpisode(app.records, id);
  await app.records.commit([episodeWrite({ ...episode, stage: { name: "received" } }, version)]);
  const late = processEpisode(slow, id);
  await processEpisode(app, id);
  const screen = await words();
  const marked = {
    ...screen,
    rows: screen.rows.map((row, at2) => ({ ...row, removed: at2 === 1 })),
  };
  await send(visitor, at, formOf(marked, {}, { faire: "finir" }));
  release();
  await late;
  expect((await story()).stage.name).toBe("received");
  await processEpisode(app, id);
  expect((await story()).audio?.durationSeconds).toBe(56);
});

test("what a second tab has kept is shown and never written over by the first", async () => {
  const { visitor, at, words, story, as } = await aStory();
  const first = await words();
  const other = await as("communications");
  const theirs = await words(other);
  await send(other, at, formOf(theirs, { 0: "Le four fume." }));
  const refused = await send(visitor, at, formOf(first, { 0: "Le four est éteint." }));
  expect(refused.status).toBe(409);
  const shown = refused.screen("words");
  expect(shown.rows[0]?.text).toBe("Le four est éteint.");
  expect(shown).toMatchObject({ version: 0, other: 1, draft: { savedBy: "communications" } });
  expect((await words(other)).rows[0]?.text).toBe("Le four fume.");
  // Confirming would drop the other's correction unseen: refused as well.
  const finish = await send(visitor, at, formOf(first, {}, { faire: "finir" }));
  expect(finish.status).toBe(409);
  expect((await story()).transcript?.cues[0]?.text).toBe("Le four est chaud.");
  const form = formOf(shown, {}, { faire: "imposer", autre: "1" });
  await send(visitor, at, form);
  expect((await words()).rows[0]?.text).toBe("Le four est éteint.");
});

test("a script that keeps by itself learns of an ended session and of another tab, and loses nothing", async () => {
  const { visitor, at, words, as, id } = await aStory();
  const { mark, version, rows } = await words();
  const sent = { mark, version, rows: rows.map(({ hints: _h, wordStarts: _w, ...row }) => row) };
  const kept = await visitor.json(at, sent);
  expect(JSON.parse(kept.text)).toMatchObject({ version: 1 });
  const again = await visitor.json(at, sent);
  expect(again.status).toBe(409);
  expect(again.text).toContain("Rien n’a été écrasé");
  visitor.cookies.clear();
  expect((await visitor.json(at, { ...sent, version: 1 })).status).toBe(401);
  const anew = await as("coach");
  expect((await anew.json(at, { ...sent, version: 1 })).status).toBe(200);
  expect((await anew.get(`/studio/recits/${id}/texte`)).screen("words").version).toBe(2);
});

test("a book that is pasted into a story is refused in words, and nothing changes", async () => {
  const { visitor, at, words, id } = await aStory();
  const book = "Il était une fois. ".repeat(30_000);
  const huge = await send(visitor, at, formOf(await words(), { 0: book }));
  expect(huge.status).toBe(413);
  expect(huge.page().frame.problem).toContain("trop à la fois");
  const long = await send(visitor, at, formOf(await words(), { 0: book.slice(0, 90_000) }));
  expect(long.status).toBe(422);
  expect(long.page().frame.problem).toContain(`${wordsCharsMax} signes`);
  const line = formOf(await words(), { 0: book.slice(0, 900) }, { faire: "finir" });
  const refused = await send(visitor, at, line);
  expect(refused.page().frame.problem).toContain("La ligne 1");
  expect(refused.screen("words").rows[0]?.text).toHaveLength(900);
  const whole = await send(
    visitor,
    `${at}/remplacer`,
    new URLSearchParams({ tout: book.slice(0, 25_000) }),
  );
  expect(whole.page().frame.problem).toContain("20000 signes");
  expect((await visitor.get(`/studio/recits/${id}/texte`)).screen("words").version).toBe(0);
});

test("nothing that is nearly everything can be taken out", async () => {
  const { visitor, at, words, app, id } = await aStory();
  const screen = await words();
  const all = { ...screen, rows: screen.rows.map((row) => ({ ...row, removed: true })) };
  const refused = await send(visitor, at, formOf(all, {}, { faire: "finir" }));
  expect(refused.page().frame.problem).toContain("aucun mot");
  const { episode } = await requireEpisode(app.records, id);
  const rows = [
    { startSeconds: 0, endSeconds: 58, text: "a", removed: true },
    { startSeconds: 58, endSeconds: 59, text: "b", removed: false },
  ];
  await expect(
    finishWords(app, { episodeId: id, staffId: "c", mark: wordsMark(episode), version: 0, rows }),
  ).rejects.toMatchObject({ code: "media-too-short" });
});

test("erasing a story erases every version of its words", async () => {
  const { visitor, at, words, app, id } = await aStory();
  await send(visitor, at, formOf(await words(), { 0: "Autre chose." }, { faire: "finir" }));
  await send(visitor, at, formOf(await words(), { 0: "Encore autre." }));
  const kept = () => queryAll(app.records, episodePartition(id), wordsPrefix);
  expect(await kept()).toHaveLength(2);
  const confirmed = { at: app.clock.now(), staffId: "coach-1", secondContact: "au téléphone" };
  await eraseStory(app, id, {
    speakerId: "s1",
    signatoryId: "self",
    askedAt: app.clock.now(),
    confirmed,
  });
  expect(await kept()).toEqual([]);
});

test("lines that do not arrive whole are no words", () => {
  const form = { marque: "m", version: "0", debut: ["0"], fin: ["1"], texte: ["a", "b"] };
  expect(() => readWordsForm(form)).toThrow("words-unreadable");
  expect(readWordsForm({ ...form, texte: ["a"] }).rows).toHaveLength(1);
  expect(() => readWordsForm({ ...form, texte: ["a"], fin: ["0"] })).toThrow("words-unreadable");
});
