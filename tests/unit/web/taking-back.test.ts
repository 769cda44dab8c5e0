import { expect, test } from "vitest";
import { answerAll, inside, invited } from "../../support/invited.ts";
import { aVisitor, blocksOf, type Visitor } from "../../support/web-visitor.ts";

/** A published story, and its owner later with the card. */
async function later() {
  const all = await inside();
  await answerAll(all.visitor);
  await all.visitor.post("/voix/fini");
  const owner = all.another("198.51.100.1");
  const home = await owner.press("/voix/ouvrir", { code: all.card.lastingCode });
  return { ...all, owner, home };
}

test("with the card a person sees what is public and where, and what they answered", async () => {
  const { home } = await later();
  const screen = home.screen();
  const [addresses] = blocksOf(screen, "addresses");
  expect(addresses?.rows[0]?.address).toMatch(/^https:\/\/paroles\.example\.org\/episodes\//);
  const [answers] = blocksOf(screen, "answers");
  expect(answers?.rows.map(({ answer }) => answer)).toEqual(["Oui", "Oui", "Oui", "Oui", "Oui"]);
});

test("withdrawing takes two taps, no more than granting, and shows every address with its time", async () => {
  const { app, episodeId, owner, home } = await later();
  const links = blocksOf(home.screen(), "links").flatMap((block) => block.links);
  const first = links.find(({ tone }) => tone === "closing");
  const confirm = (await owner.get(first?.address ?? "")).screen();
  const [form] = blocksOf(confirm, "form");
  const done = await owner.press(form?.action ?? "", { reponse: "tout" });
  expect((await app.allowList.get(episodeId))?.state).toBe("denied");
  const [addresses] = blocksOf(done.screen(), "addresses");
  expect(addresses?.rows.length).toBeGreaterThan(3);
  for (const row of addresses?.rows ?? []) {
    expect(row.isOpen).toBe(false);
    expect(row.closedAt).toBe("2026-11-23, 12:00:00 UTC");
  }
});

test("a link that was sent shows the proof of its withdrawal once, and nothing private afterwards", async () => {
  const { visitor, app, episodeId } = await inside();
  await answerAll(visitor);
  await visitor.get("/voix/retirer");
  const done = await visitor.post("/voix/retirer", { reponse: "tout" });
  expect(done.status).toBe(200);
  expect(blocksOf(done.screen(), "addresses")[0]?.rows.every(({ isOpen }) => !isOpen)).toBe(true);
  expect((await app.allowList.get(episodeId))?.state).toBe("denied");
  expect((await visitor.get("/voix/moi")).text).not.toContain("Zéphyrine");
});

test("showing less takes back what was chosen, and leaves the rest public", async () => {
  const { app, episodeId, owner } = await later();
  const screen = (await owner.get("/voix/moins")).screen();
  const fields = blocksOf(screen, "form").flatMap((form) => form.fields);
  const several = fields.find((field) => field.kind === "several");
  expect(several?.kind === "several" && several.options.map(({ value }) => value)).toEqual([
    "voice",
    "transcript",
    "name",
    "platforms",
    "reuse",
  ]);
  const none = await owner.post("/voix/moins");
  expect(none.location).toBe("/voix/moins?m=choose-one");
  const done = await owner.press("/voix/moins", { quoi: "name" });
  expect(done.screen().head.text).toContain("ce que vous avez retiré n’est plus montré");
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  const page = await app.stranger((await currentPath(owner)) ?? "");
  expect(page).toMatchObject({ status: 200 });
  expect(page.text).not.toContain("Zéphyrine");
});

async function currentPath(owner: Visitor): Promise<string | undefined> {
  const [addresses] = blocksOf((await owner.get("/voix/moi")).screen(), "addresses");
  const address = addresses?.rows[0]?.address;
  return address && new URL(address).pathname;
}

test("a code that sees and withdraws is asked no question", async () => {
  const { another, card } = await invited();
  const visitor = another();
  await visitor.press("/voix/ouvrir", { code: card.lastingCode });
  expect((await visitor.get("/voix/question/voice")).location).toBe("/voix/moi");
  expect((await visitor.get("/voix/debut")).location).toBe("/voix/moi");
});

test("two people on one phone do not meet: a new code ends the session before it", async () => {
  const { web, app, owner, card } = await later();
  const former = owner.cookies.get("__Host-voix") ?? "";
  await owner.press("/voix/ouvrir", { code: card.onceCodes[0] ?? "" });
  const thief = aVisitor(web, app.origin);
  thief.cookies.set("__Host-voix", former);
  expect((await thief.get("/voix/moi")).location).toContain("session-over");
});
