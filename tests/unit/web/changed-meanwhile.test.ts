import { expect, test } from "vitest";
import { askErasure } from "#pipeline/participant/ask-erasure";
import { openSecret } from "#pipeline/participant/open-secret";
import { requestConsent } from "#pipeline/participant/request-consent";
import { episodeWrite, requireEpisode } from "#pipeline/episode/episode-records";
import { answerAll, inside, type Answers } from "../../support/invited.ts";
import type { Visitor } from "../../support/web-visitor.ts";

type Inside = Awaited<ReturnType<typeof inside>>;

/** Somebody edits the words or the name while the person is on their way. */
async function edit({ app, episodeId }: Inside, what: "words" | "name"): Promise<void> {
  const { episode, version } = await requireEpisode(app.records, episodeId);
  const { transcript, speakers } = episode;
  if (transcript === undefined) throw new Error("no words");
  const cues = transcript.cues.map((cue) => ({ ...cue, text: `${cue.text} Vraiment.` }));
  const changed =
    what === "words"
      ? { ...episode, transcript: { ...transcript, cues } }
      : { ...episode, speakers: speakers.map((one) => ({ ...one, firstName: "Aliénor" })) };
  await app.records.commit([episodeWrite({ ...changed, epoch: episode.epoch + 1 }, version)]);
}

/** Everything but the last button. */
async function upToTheEnd(visitor: Visitor, answers: Answers = {}): Promise<void> {
  await answerAll(
    {
      ...visitor,
      post: async (path, fields, init) =>
        path === "/voix/verifier"
          ? { ...(await visitor.get("/voix/verifier")), location: "/voix/fin" }
          : visitor.post(path, fields, init),
    },
    answers,
  );
}

for (const what of ["words", "name"] as const) {
  test(`a yes to ${what} that changed meanwhile is not recorded, and the person is asked to listen again`, async () => {
    const all = await inside();
    await upToTheEnd(all.visitor);
    await edit(all, what);
    const refused = await all.visitor.post("/voix/verifier");
    expect(refused.location).toBe("/voix/verifier?m=content-changed.content-changed-help");
    const told = (await all.visitor.get(refused.location)).text;
    expect(told).toContain("L’enregistrement a changé depuis votre écoute.");
    const { consents } = await requireEpisode(all.app.records, all.episodeId);
    expect(consents.filter(({ state }) => state === "given")).toEqual([]);
    expect(await all.app.allowList.get(all.episodeId)).toBeUndefined();
  });
}

test("a page that was opened before the change is not answered either", async () => {
  const all = await inside();
  await all.visitor.get("/voix/son/mp3");
  const { shownHash } = JSON.parse((await all.visitor.get("/voix/question/transcript")).text)
    .blocks.find((block: { kind: string }) => block.kind === "form")
    .fields.reduce(
      (found: object, field: { name: string; value: string }) =>
        field.name === "montre" ? { shownHash: field.value } : found,
      {},
    );
  await edit(all, "words");
  const refused = await all.visitor.post("/voix/question/transcript", {
    reponse: "oui",
    montre: shownHash,
  });
  expect(refused.location).toContain("content-changed");
});

test("a yes after the erasure is refused in plain words, on a page that was open before", async () => {
  const all = await inside();
  await upToTheEnd(all.visitor);
  const opened = await openSecret(all.app, {
    typed: all.card.onceCodes[0] ?? "",
    clientHash: "another phone",
  });
  if (!opened.opened) throw new Error(opened.refused);
  await askErasure(all.app, opened.session);
  const refused = await all.visitor.post("/voix/verifier");
  expect(refused.status).toBe(303);
  const told = await all.visitor.get("/voix/moi");
  expect(told.screen().head.text).toBe("Tout est effacé.");
  const { consents } = await requireEpisode(all.app.records, all.episodeId);
  expect(new Set(consents.map(({ state }) => state))).toEqual(new Set(["erased"]));
  expect((await all.app.privateStore.list(`evidence/${all.episodeId}/`)).keys).toEqual([]);
});

test("a link that was replaced only takes a yes back, and says nothing of the story", async () => {
  const all = await inside();
  await requestConsent(all.app, { episodeId: all.episodeId, by: "coach-1" });
  const late = all.another("198.51.100.3");
  const opened = await late.press(all.invitation.link.path);
  expect(opened.status).toBe(200);
  expect(opened.text).not.toContain("Zéphyrine");
  expect((await late.get("/voix/question/voice")).location).toBe("/voix/moi");
});

test("a scanner that opens every address of a message changes nothing, and the link still works", async () => {
  const all = await inside();
  const scanner = all.another("192.0.2.1");
  for (let visit = 0; visit < 20; visit += 1) {
    const seen = await scanner.get(all.invitation.link.path);
    expect(seen.headers.getSetCookie()).toEqual([]);
  }
  const person = all.another("198.51.100.4");
  await person.press(all.invitation.link.path);
  await answerAll(person);
  expect((await all.app.allowList.get(all.episodeId))?.state).toBe("allowed");
});
