import { expect, test } from "vitest";
import { projectFormOf } from "../../support/project-form-of.ts";
import { aCard } from "../../support/project-builder.ts";
import { aStudio } from "../../support/studio-visitor.ts";

const at = "/studio/projets/nouveau";
const brouillon = "0123456789abcdef".repeat(2);
const written = { ...projectFormOf(aCard()), brouillon } as Readonly<Record<string, string>>;

test("whoever saves a text is told which it was, so that the browser keeps it no longer", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("communications");
  await visitor.get(at);
  const saved = await visitor.post(at, written);
  expect(saved.location).toBe(`/studio/projets/un-projet?m=saved&recu=${brouillon}`);
  expect((await visitor.get(saved.location)).page().frame.place).toBe("/studio/projets/un-projet");
});

test("a name that no browser of ours gives is not told back", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  await visitor.get("/studio/compte");
  const answer = await visitor.post("/studio/compte", { nom: "Awa", brouillon: "x&m=erased" });
  expect(answer.location).toBe("/studio/compte?m=saved");
});

test("a text that is refused, or only shown again with all its lines, is told apart from one that is saved", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("communications");
  await visitor.get(at);
  const refused = await visitor.post(at, { ...written, slug: "" });
  expect(refused.status).toBe(422);
  expect(refused.page().frame.answers).toBe(brouillon);
  const lines = { "objectives[0].text": "Un.", "objectives[1].text": "Deux." };
  const again = await visitor.post(at, { ...written, ...lines, reprendre: "oui" });
  expect(again.page().frame.answers).toBe(brouillon);
  expect(again.screen("project").card["objectives"]).toMatchObject([{}, { text: "Deux." }]);
  expect((await visitor.get("/studio/projets/un-projet")).status).toBe(404);
});

test("a form that was opened in another session is refused in words, with the way back to it", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("communications");
  const headers = { Referer: `${studio.app.origin}${at}` };
  const refused = await visitor.post(at, { ...written, jeton: "0".repeat(32) }, { headers });
  expect(refused.status).toBe(403);
  expect(refused.screen("problem").back).toBe(at);
  expect(refused.page().frame.problem).toContain("autre session");
});

test("whoever sends a form after the session has ended comes back to its page", async () => {
  const studio = await aStudio();
  const headers = { Referer: `${studio.app.origin}${at}` };
  const answer = await studio.visitor().post(at, written, { headers });
  expect(answer.location).toBe(`/studio/entrer?retour=${encodeURIComponent(at)}`);
});
