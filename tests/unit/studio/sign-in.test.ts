import { expect, test } from "vitest";
import { changePerson, invitePerson, removePerson } from "#pipeline/studio/people";
import { findPerson } from "#pipeline/studio/person-records";
import { sweepStaffSessions } from "#pipeline/studio/staff-sessions";
import { sweepSignIns } from "#pipeline/studio/sign-in";
import { StoreFullError } from "#ports/object-store";
import { isSessionOver, codeOf, deviceOf } from "#core/studio/sign-in";
import { aStudio } from "../../support/studio-visitor.ts";

const coach = "coach@example.org";
const idOf = async (studio: Awaited<ReturnType<typeof aStudio>>, email: string) =>
  (await findPerson(studio.app, email))?.person.id ?? "";

test("a code from a message opens the studio, in any spelling of the address and the digits", async () => {
  const studio = await aStudio();
  const visitor = studio.visitor();
  await visitor.post("/studio/entrer", { email: "  Coach@Example.ORG " });
  await studio.work();
  expect(studio.mails).toMatchObject([{ to: coach }]);
  const digits = studio.lastCode().replace(" ", "-");
  expect(await visitor.post("/studio/code", { code: ` ${digits}. ` })).toMatchObject({
    status: 303,
    location: "/studio",
  });
  expect((await visitor.get("/studio/compte")).screen("account").email).toBe(coach);
});

test("a code is worth nothing in another browser, a second time, or after ten minutes", async () => {
  const studio = await aStudio();
  const [mine, other] = [studio.visitor(), studio.visitor()];
  await mine.post("/studio/entrer", { email: coach });
  await other.post("/studio/entrer", { email: "nobody@example.org" });
  await studio.work();
  const code = studio.lastCode();
  expect((await other.post("/studio/code", { code })).status).toBe(403);
  const pending = new Map(mine.cookies);
  expect((await mine.post("/studio/code", { code })).status).toBe(303);
  const again = studio.visitor();
  for (const [name, value] of pending) again.cookies.set(name, value);
  expect((await again.post("/studio/code", { code })).status).toBe(403);

  const late = studio.visitor();
  await late.post("/studio/entrer", { email: coach });
  await studio.work();
  studio.app.time.now = "2026-11-23T12:10:00.000Z";
  expect((await late.post("/studio/code", { code: studio.lastCode() })).status).toBe(403);
});

test("whether somebody is of the team cannot be told from the answers, and strangers get no message", async () => {
  const studio = await aStudio();
  const answers = [];
  for (const email of [coach, "stranger@example.org"]) {
    const visitor = studio.visitor();
    const asked = await visitor.post("/studio/entrer", { email });
    const page = await visitor.get(asked.location);
    await studio.work();
    const wrong = await visitor.post("/studio/code", { code: "00000000" });
    answers.push([asked.status, asked.location, page.text, wrong.status, wrong.text]);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(studio.mails.map(({ to }) => to)).toEqual([coach]);
});

test("after five wrong codes the right one opens nothing, though all of them come at once", async () => {
  const studio = await aStudio();
  const visitor = studio.visitor();
  await visitor.post("/studio/entrer", { email: coach });
  await studio.work();
  await Promise.all(Array.from({ length: 5 }, () => visitor.post("/studio/code", { code: "1" })));
  const right = await visitor.post("/studio/code", { code: studio.lastCode() });
  expect(right.status).toBe(403);
});

test("one mailbox is sent five codes in a row, and another one every ten minutes", async () => {
  const studio = await aStudio();
  const ask = async () => (await studio.visitor().post("/studio/entrer", { email: coach })).status;
  for (let time = 0; time < 5; time += 1) expect(await ask()).toBe(303);
  expect(await ask()).toBe(429);
  await studio.work();
  expect(studio.mails).toHaveLength(5);
  studio.app.time.now = "2026-11-23T12:10:00.000Z";
  expect(await ask()).toBe(303);
  expect(await ask()).toBe(429);
});

test("somebody who left comes in no more, and their open pages are over at once", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  expect((await visitor.get("/studio/compte")).status).toBe(200);
  await removePerson(studio.app, await idOf(studio, coach));
  expect((await visitor.get("/studio/compte")).location).toContain("/studio/entrer?m=session-over");
  const again = studio.visitor();
  await again.post("/studio/entrer", { email: coach });
  const before = studio.mails.length;
  await studio.work();
  expect(studio.mails).toHaveLength(before);
});

test("a changed role is the role of every open session", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  await changePerson(studio.app, await idOf(studio, coach), { role: "communications" });
  expect((await visitor.get("/studio/compte")).page().frame.person?.role).toBe("communications");
});

test("the last administrator stays one, also when two of them step down at once", async () => {
  const studio = await aStudio();
  const admin = await idOf(studio, "administrator@example.org");
  await expect(removePerson(studio.app, admin)).rejects.toMatchObject({
    code: "last-administrator",
  });
  const { person } = await invitePerson(studio.app, {
    email: "second@example.org",
    name: "Second",
    role: "administrator",
    language: "en",
  });
  const both = await Promise.allSettled([
    removePerson(studio.app, admin),
    changePerson(studio.app, person.id, { role: "coach" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an invitation is only looked at by whoever opens it, and used once by whoever presses", async () => {
  const studio = await aStudio();
  const { url, person } = await invitePerson(studio.app, {
    email: "new@example.org",
    name: "Nova",
    role: "coach",
    language: "fr",
  });
  const path = new URL(url).pathname;
  for (let time = 0; time < 3; time += 1)
    expect((await studio.visitor().get(path)).screen("invitation").invited?.name).toBe("Nova");
  const visitors = [studio.visitor(), studio.visitor()];
  const entered = await Promise.all(visitors.map((visitor) => visitor.post(path)));
  expect(entered.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect((await findPerson(studio.app, person.email))?.person.joinedAt).toBe(
    "2026-11-23T12:00:00.000Z",
  );
});

test("a new invitation takes the place of the one before, and after seven days it opens nothing", async () => {
  const studio = await aStudio();
  const wanted = { email: coach, name: "Sacha", role: "coach", language: "fr" } as const;
  const first = await invitePerson(studio.app, wanted);
  const second = await invitePerson(studio.app, wanted);
  expect(second.person.id).toBe(first.person.id);
  const look = async (url: string) => (await studio.visitor().get(new URL(url).pathname)).status;
  expect(await look(first.url)).toBe(404);
  expect(await look(second.url)).toBe(200);
  studio.app.time.now = "2026-11-30T12:00:00.000Z";
  expect(await look(second.url)).toBe(404);
});

test("signing out ends the session itself, not just the cookie", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const held = new Map(visitor.cookies);
  expect((await visitor.post("/studio/sortir")).location).toBe("/studio/entrer?m=signed-out");
  expect(visitor.cookies.size).toBe(0);
  for (const [name, value] of held) visitor.cookies.set(name, value);
  expect((await visitor.get("/studio/compte")).status).toBe(303);
});

test("a lost phone's session is closed from another device, and nobody else's can be", async () => {
  const studio = await aStudio();
  const [phone, desk] = [await studio.as("coach"), await studio.as("coach")];
  const stranger = await studio.as("communications");
  const { sessions } = (await desk.get("/studio/compte")).screen("account");
  const lost = sessions.find(({ isThisOne }) => !isThisOne);
  await stranger.post(`/studio/compte/sessions/${lost?.id}/fermer`);
  expect((await phone.get("/studio/compte")).status).toBe(200);
  await desk.post(`/studio/compte/sessions/${lost?.id}/fermer`);
  expect((await phone.get("/studio/compte")).status).toBe(303);
  expect((await desk.get("/studio/compte")).screen("account").sessions).toHaveLength(1);
});

test("sessions end by themselves: a coach's after three idle days, an administrator's after twelve hours", () => {
  const session = {
    personId: "p",
    openedAt: "2026-11-23T12:00:00.000Z",
    seenAt: "2026-11-23T12:00:00.000Z",
    how: "code",
    device: "",
  } as const;
  const at = (hours: number) =>
    new Date(Date.parse(session.seenAt) + hours * 3_600_000).toISOString();
  expect(isSessionOver(session, "coach", at(72))).toBe(false);
  expect(isSessionOver(session, "coach", at(72.1))).toBe(true);
  expect(isSessionOver(session, "administrator", at(12.1))).toBe(true);
  expect(isSessionOver(session, "coach", at(-1))).toBe(true);
  const lively = { ...session, seenAt: at(30 * 24) };
  expect(isSessionOver(lively, "coach", at(30 * 24 + 1))).toBe(true);
});

test("what nobody can use any more is forgotten", async () => {
  const studio = await aStudio();
  await studio.as("coach");
  await studio.visitor().post("/studio/entrer", { email: coach });
  studio.app.time.now = "2026-12-24T12:00:00.000Z";
  expect(await sweepStaffSessions(studio.app)).toBe(1);
  expect(await sweepSignIns(studio.app)).toBe(1);
});

test("codes have eight digits, whatever the bytes", () => {
  expect(codeOf(new Uint8Array(6))).toBe("00000000");
  expect(codeOf(new Uint8Array([255, 255, 255, 255, 255, 255]))).toMatch(/^\d{8}$/);
});

test("a device is told by browser and system, and by nothing that tells two phones apart", () => {
  expect(
    deviceOf(
      "Mozilla/5.0 (Linux; Android 16; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36",
    ),
  ).toBe("Chrome, Android");
  expect(deviceOf("curl/8")).toBe("");
});

test("a disk that is full shuts out nobody who is signed in, and is told as what it is", async () => {
  let isFull = false;
  const studio = await aStudio({
    hook: async (call) => {
      if (isFull && call === "commit") throw new StoreFullError(new Error("ENOSPC"));
    },
  });
  const visitor = await studio.as("coach");
  isFull = true;
  studio.app.time.now = new Date(Date.parse(studio.app.time.now) + 600_000).toISOString();
  expect((await visitor.get("/studio")).status).toBe(200);
  const announced = { draft: "a-recording", bytes: 3, sha256: "0".repeat(64) };
  const refused = await visitor.json("/studio/envois", announced);
  expect(refused.status).toBe(507);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: "store-full" } });
  const asPage = await visitor.post("/studio/compte", { nom: "Awa" });
  expect(asPage.status).toBe(507);
  expect(asPage.page().frame.problem).toContain("disque est plein");
});
