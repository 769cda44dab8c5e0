import { expect, test } from "vitest";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { requestConsent } from "#pipeline/participant/request-consent";
import { confirmAnswers } from "#pipeline/participant/confirm-answers";
import { openSecret } from "#pipeline/participant/open-secret";
import { recordSituation } from "#pipeline/consent/record-situation";
import { problemOf } from "../../../infra/web/problems.ts";
import { answerAll, inside, invited } from "../../support/invited.ts";
import { blocksOf } from "../../support/web-visitor.ts";

/** A minor's story, with everyone who must answer and what each of them was handed. */
async function aMinor() {
  const all = await invited();
  const { app, episodeId } = all;
  await recordSituation(app, {
    episodeId,
    speakerId: "s1",
    situation: { kind: "minor", holders: ["g1"], soleAuthorityProof: "jugement 24/0012" },
    staffId: "staff-1",
  });
  const invitations = await requestConsent(app, { episodeId, by: "coach-1", newCard: true });
  const [self, parent] = invitations;
  if (self?.card === undefined || parent?.card === undefined) throw new Error("nobody was asked");
  return { ...all, self, parent, parentCard: parent.card };
}

test("on one phone the child answers, hands it over, and the parent answers with their own code", async () => {
  const { app, episodeId, visitor, self, parentCard } = await aMinor();
  await visitor.press(self.link.path);
  await answerAll(visitor);
  const end = (await visitor.get("/voix/fin")).screen();
  const way = blocksOf(end, "form").find(({ action }) => action === "/voix/passer");
  expect(way?.buttons[0]?.label.text).toBe("Une autre personne doit aussi répondre.");
  const former = visitor.cookies.get("__Host-voix") ?? "";
  const between = await visitor.press("/voix/passer");
  expect(between.screen().head.text).toBe("C’est à votre tour de répondre.");
  // Nothing of the first stays: no session, no way back into it, no word of the story.
  expect(visitor.cookies.size).toBe(0);
  expect(between.text).not.toContain("Zéphyrine");
  visitor.cookies.set("__Host-voix", former);
  expect((await visitor.get("/voix/moi")).location).toContain("session-over");
  visitor.cookies.clear();
  const opened = await visitor.press("/voix/ouvrir", { code: parentCard.onceCodes[0] ?? "" });
  expect(opened.screen().head.text).toContain("La personne dont vous êtes responsable");
  await answerAll(visitor);
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  // Nobody is left, so that nothing is handed on.
  const last = (await visitor.get("/voix/fin")).screen();
  expect(blocksOf(last, "form").map(({ action }) => action)).not.toContain("/voix/passer");
});

test("no page of the way, before or after the hand-over, leads anywhere but to these pages", async () => {
  const { visitor, self, parent } = await aMinor();
  for (const { link } of [self, parent]) {
    await visitor.press(link.path);
    await answerAll(visitor);
    for (const path of ["/voix/fin", "/voix/moi", "/voix/droits", "/voix/?tour=1"]) {
      const found = (await visitor.get(path)).text.match(/"(?:address|action)":"(\/[^"]*)"/g) ?? [];
      for (const one of found) expect(one).toMatch(/:"\/(voix|episodes)\//);
    }
    await visitor.press("/voix/passer");
  }
});

const patient = { coolingOffHours: 24, paperNeedsConfirmation: true, undoDays: 7 };

test("before its time a yes is not confirmed, and never on the device that the coach handed over", async () => {
  const { app, visitor, card, episodeId } = await inside({ consent: { policy: patient } });
  await answerAll(visitor);
  await visitor.press("/voix/ouvrir", { code: card.onceCodes[0] ?? "" });
  expect((await visitor.post("/voix/confirmer")).location).toBe("/voix/moi?m=too-early");
  app.time.now = "2026-11-24T12:30:00.000Z";
  const handed = await openSecret(app, {
    typed: card.onceCodes[0] ?? "",
    clientHash: "coach's phone",
    assistedBy: "coach-1",
  });
  if (!handed.opened) throw new Error(handed.refused);
  visitor.cookies.set("__Host-voix", handed.token);
  await visitor.get("/voix/moi");
  expect((await visitor.post("/voix/confirmer")).location).toBe("/voix/moi?m=confirm-alone");
  expect(await app.allowList.get(episodeId)).toBeUndefined();
});

test("with the code that sees and withdraws a yes that waits can be taken back, and not confirmed", async () => {
  const { app, visitor, another, card, episodeId } = await inside({ consent: { policy: patient } });
  await answerAll(visitor);
  app.time.now = "2026-11-24T12:30:00.000Z";
  const owner = another("198.51.100.1");
  await owner.press("/voix/ouvrir", { code: card.lastingCode });
  expect((await owner.post("/voix/confirmer")).location).toBe("/voix/moi?m=cannot-widen");
  await owner.post("/voix/retirer", { reponse: "tout" });
  const { consents } = await requireEpisode(app.records, episodeId);
  expect(new Set(consents.map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
});

test("a signed form waits as well, and a second one after that time confirms it", async () => {
  const { app, episodeId } = await invited({ consent: { policy: patient } });
  const form = {
    episodeId,
    scan: { path: "/scan" },
    scopes: ["voice", "transcript", "name"],
  } as const;
  expect(await grantOnPaper(app, form)).toMatchObject({ status: "withheld" });
  await expect(grantOnPaper(app, form)).rejects.toMatchObject({ code: "consent-too-early" });
  app.time.now = "2026-11-24T12:30:00.000Z";
  const early = { ...form, signedAt: "2026-11-23T13:00:00.000Z" };
  await expect(grantOnPaper(app, early)).rejects.toMatchObject({ code: "consent-paper-date" });
  expect(await grantOnPaper(app, form)).toMatchObject({ status: "publishable" });
});

test("a link that was answered with cannot answer again: a replay is told so in plain words", async () => {
  const { visitor, invitation, another, episodeId, app } = await inside();
  const replay = another("198.51.100.9");
  await replay.press(invitation.link.path);
  await replay.get("/voix/son/mp3");
  const screen = (await replay.get("/voix/question/voice")).screen();
  const montre = blocksOf(screen, "form")[0]?.fields[0];
  await answerAll(visitor);
  const late = await replay.post("/voix/question/voice", {
    reponse: "oui",
    montre: montre?.kind === "hidden" ? montre.value : "",
  });
  expect(late.location).toBe("/voix/question/voice?m=cannot-widen");
  const told = await replay.get("/voix/moi?m=cannot-widen");
  expect(told.text).toContain("Ce code sert à voir et à retirer, pas à dire oui.");
  const { consents } = await requireEpisode(app.records, episodeId);
  expect(consents.filter(({ scope }) => scope === "voice")).toHaveLength(1);
});

test("two devices that hold one link and press the last button at once give one answer", async () => {
  const { app, invitation, visitor, another, episodeId } = await inside();
  const twin = another("198.51.100.9");
  await twin.press(invitation.link.path);
  await visitor.get("/voix/son/mp3");
  await twin.get("/voix/son/mp3");
  const session = async () => {
    const opened = await openSecret(app, { typed: invitation.link.token, clientHash: "x" });
    if (!opened.opened) throw new Error(opened.refused);
    return opened.session;
  };
  const [one, other] = [await session(), await session()];
  await answerAllBut(visitor);
  const outcomes = await Promise.allSettled([confirmAnswers(app, one), confirmAnswers(app, other)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = outcomes.find((outcome) => outcome.status === "rejected");
  expect(problemOf(refused?.reason)).toEqual(["already-answered"]);
  const { consents } = await requireEpisode(app.records, episodeId);
  expect(consents.find(({ scope }) => scope === "voice")?.state).toBe("given");
});

/** Every answer, up to the last button. */
async function answerAllBut(visitor: Parameters<typeof answerAll>[0]): Promise<void> {
  const stop = { ...visitor, post: visitor.post };
  const original = visitor.post;
  stop.post = async (path, fields, init) =>
    path === "/voix/verifier"
      ? { ...(await visitor.get("/voix/verifier")), location: "/voix/fin" }
      : original(path, fields, init);
  await answerAll(stop);
}
