import { expect, test } from "vitest";
import { readEpisode } from "#pipeline/episode/episode-records";
import { answer, answerAll, inside, invited } from "../../support/invited.ts";
import { blocksOf } from "../../support/web-visitor.ts";

test("a link leads through every question to a published story, one screen at a time", async () => {
  const { app, episodeId, visitor, opened } = await inside();
  expect(opened.screen().head.text).toBe("Vous avez enregistré une minute de votre voix.");
  const pressed = await answerAll(visitor);
  expect(pressed).toEqual([
    "/voix/debut",
    "/voix/savoir",
    "/voix/ecouter",
    "/voix/question/voice",
    "/voix/question/transcript",
    "/voix/question/name",
    "/voix/question/platforms",
    "/voix/question/reuse",
    "/voix/duree",
    "/voix/compris",
    "/voix/compris",
    "/voix/compris",
    "/voix/voix-haute",
    "/voix/verifier",
  ]);
  const end = (await visitor.get("/voix/fin")).screen();
  expect(end.head.text).toBe("Votre réponse est enregistrée.");
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
});

test("a yes remembers the notice of the language in which it was shown", async () => {
  const { app, episodeId, visitor } = await inside();
  await visitor.post("/voix/langue", { langue: "ar", retour: "/voix/debut" });
  await answerAll(visitor);
  const consents = (await readEpisode(app.records, episodeId))?.consents ?? [];
  expect(new Set(consents.flatMap(({ notice }) => notice?.locale ?? []))).toEqual(new Set(["ar"]));
});

test("a no to the voice asks nothing more, and nothing is published", async () => {
  const { app, episodeId, visitor } = await inside();
  const pressed = await answerAll(visitor, { "/voix/question/voice": "non" });
  expect(pressed).toEqual([
    "/voix/debut",
    "/voix/savoir",
    "/voix/ecouter",
    "/voix/question/voice",
    "/voix/verifier",
  ]);
  expect(await app.allowList.get(episodeId)).toBeUndefined();
  const [answers] = blocksOf((await visitor.get("/voix/moi")).screen(), "answers");
  expect(answers?.rows[0]).toMatchObject({ answer: "Non", mark: "no" });
});

test("deciding later keeps what was answered for the next time", async () => {
  const { visitor, invitation, another } = await inside();
  await visitor.get("/voix/son/mp3");
  await answer(visitor, "/voix/question/voice", "oui");
  const left = await visitor.post("/voix/plus-tard");
  expect(left.location).toBe("/voix/fini");
  expect(visitor.cookies.has("__Host-voix")).toBe(false);
  const back = another();
  await back.post(invitation.link.path);
  const [answers] = blocksOf((await back.get("/voix/verifier")).screen(), "answers");
  expect(answers?.rows.map(({ mark }) => mark)).toEqual(["yes"]);
});

test("nobody says yes to a voice that was not played: the recording comes first", async () => {
  const { visitor } = await inside();
  const at = await answer(visitor, "/voix/question/voice", "oui");
  expect(at).toBe("/voix/ecouter?m=listen-first");
  const [problem] = blocksOf((await visitor.get(at)).screen(), "problem");
  expect(problem?.lines[0]?.text).toBe("Écoutez d’abord l’enregistrement, ou lisez son texte.");
});

test("whoever does not hear reads the words and goes on with a second press", async () => {
  const { visitor } = await inside();
  const first = await visitor.post("/voix/ecouter");
  expect(first.location).toBe("/voix/ecouter?m=listen-first");
  const second = await answer(visitor, first.location, "");
  expect(second).toBe("/voix/question/voice?connu=1");
  expect(await answer(visitor, second, "oui")).toBe("/voix/question/transcript");
});

test("another first name is written on a screen of its own, and an empty one is asked for again", async () => {
  const { visitor } = await inside();
  const shown = blocksOf((await visitor.get("/voix/question/name")).screen(), "look")[0];
  expect(shown?.looks.map(({ name }) => name)).toEqual(["Zéphyrine", "…", ""]);
  const action = shown?.action ?? "";
  const empty = await visitor.post(action, { reponse: "autre", prenom: "  " });
  expect(empty.location).toBe("/voix/autre-prenom?m=name-missing");
  const seen = await visitor.press(action, { reponse: "autre", prenom: "Lou" });
  const [preview] = blocksOf(seen.screen(), "look");
  expect(preview?.looks).toMatchObject([
    { name: "Lou", way: { address: "/voix/question/platforms" } },
  ]);
  const changed = await visitor.press(action, { reponse: "autre", prenom: "Sam" });
  expect(blocksOf(changed.screen(), "look")[0]?.looks[0]?.name).toBe("Sam");
  await visitor.post(action, { reponse: "autre", prenom: "Lou" });
  const [look] = blocksOf((await visitor.get("/voix/verifier")).screen(), "answers");
  expect(look?.rows.find(({ details }) => details.length > 0)?.details[0]).toContain("Lou");
});

test("a wrong answer says the sentence again, and help is offered after two", async () => {
  const { visitor } = await inside();
  await visitor.get("/voix/son/mp3");
  await answer(visitor, "/voix/question/voice", "oui");
  const at = await answer(visitor, "/voix/compris", "mind-forever");
  const first = blocksOf((await visitor.get(at)).screen(), "problem")[0];
  expect(first?.lines).toHaveLength(2);
  await answer(visitor, "/voix/compris", "mind-forever");
  const second = blocksOf((await visitor.get(at)).screen(), "problem")[0];
  expect(second?.lines.at(-1)?.text).toBe("Une personne de confiance peut vous aider.");
});

test("a yes and a no have the same look, and nothing is chosen beforehand", async () => {
  const { visitor } = await inside();
  for (const scope of ["voice", "transcript", "platforms", "reuse"]) {
    const screen = (await visitor.get(`/voix/question/${scope}`)).screen();
    const [form] = blocksOf(screen, "form");
    expect(form?.buttons.map(({ tone, value }) => [tone, value])).toEqual([
      ["answer", "oui"],
      ["answer", "non"],
    ]);
    expect(screen.back).toBeDefined();
    expect(screen.later).toBeDefined();
    expect(
      [
        screen.head,
        ...screen.blocks.flatMap((block) => (block.kind === "lines" ? block.lines : [])),
      ].every(({ audio }) => audio !== undefined),
    ).toBe(true);
  }
});

test("after the cooling-off delay a yes waits for its confirmation, with a code and without the coach", async () => {
  const { app, episodeId, visitor, another, card } = await invited({
    consent: { policy: { coolingOffHours: 24, paperNeedsConfirmation: true, undoDays: 7 } },
  }).then(async (all) => {
    await all.visitor.press(all.invitation.link.path);
    return all;
  });
  await answerAll(visitor);
  expect(await app.allowList.get(episodeId)).toBeUndefined();
  const end = (await visitor.get("/voix/fin")).text;
  expect(end).toContain("2026-11-24");
  app.time.now = "2026-11-24T13:00:00.000Z";
  const later = another();
  const home = await later.press("/voix/ouvrir", { code: card.onceCodes[0] ?? "" });
  expect(blocksOf(home.screen(), "form").map(({ action }) => action)).toContain("/voix/confirmer");
  expect((await later.post("/voix/confirmer")).location).toBe("/voix/fin");
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
});
