import { expect, test } from "vitest";
import { type Access, studioAccess, type StudioRoute } from "#core/studio/access";
import { studioRoles } from "#core/studio/person";
import { createStudioApp } from "../../../infra/web/studio/studio-app.ts";
import { aReadyStory } from "../../support/story.ts";
import { aStudio, type StudioVisitor } from "../../support/studio-visitor.ts";

const routes = Object.entries(studioAccess) as [StudioRoute, Access][];
const doing = routes.filter(([route]) => route.startsWith("POST "));
/** An address of a route, with something that does not exist where a name is asked for. */
const pathOf = (route: string) =>
  (route.split(" ")[1] ?? "").replace(/:\w+/g, "00000000000000000000");

/** The studio with a count of everything that is written. */
async function watched() {
  const writes: string[] = [];
  const studio = await aStudio({
    hook: async (call) => {
      if (/^(commit$|put|delete|allow-list write)/.test(call)) writes.push(call);
    },
  });
  return { ...studio, writes };
}

const isTeam = ([, { who }]: [string, Access]) => who !== "anyone";

test("every role finds the doors of the others closed, and nothing is written behind them", async () => {
  const studio = await watched();
  let tried = 0;
  for (const role of studioRoles) {
    const visitor = await studio.as(role);
    studio.writes.length = 0;
    for (const [route, { who }] of routes) {
      if (who === "anyone" || who.includes(role)) continue;
      tried += 1;
      const [method = "GET"] = route.split(" ");
      const answer =
        method === "POST" ? await visitor.post(pathOf(route)) : await visitor.get(pathOf(route));
      expect(answer.status, `${role}: ${route}`).toBe(403);
    }
    expect(studio.writes, role).toEqual([]);
  }
  expect(tried).toBeGreaterThan(10);
});

test("nobody who is not signed in gets behind the door, by page or by program", async () => {
  const studio = await watched();
  studio.writes.length = 0;
  const stranger = studio.visitor();
  for (const route of routes.filter(isTeam)) {
    const [method = "GET"] = route[0].split(" ");
    const path = pathOf(route[0]);
    const asPage = await stranger.send(method, path);
    expect(asPage, route[0]).toMatchObject({ status: 303 });
    expect(asPage.location, route[0]).toMatch(/^\/studio\/entrer/);
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    expect((await stranger.send(method, path, { headers })).status, route[0]).toBe(401);
  }
  expect(studio.writes).toEqual([]);
});

test("a form of another site, or without the session's token, changes nothing", async () => {
  const studio = await watched();
  const visitor = await studio.as("administrator");
  studio.writes.length = 0;
  for (const [route, { who }] of doing) {
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "Sec-Fetch-Site": site };
      expect((await visitor.post(pathOf(route), {}, { headers })).status, route).toBe(403);
    }
    if (who === "anyone") continue;
    for (const jeton of ["", "0".repeat(32)]) {
      expect((await visitor.post(pathOf(route), { jeton })).status, route).toBe(403);
      const asJson = await visitor.json(pathOf(route), {}, { "X-Jeton": jeton });
      expect(asJson.status, route).toBe(403);
    }
  }
  expect(studio.writes).toEqual([]);
});

test("a form without a single field, and a program that says nothing, are answered in words at every door", async () => {
  const studio = await watched();
  const story = await aReadyStory(studio.app);
  const visitor = await studio.as("administrator");
  for (const [route] of doing.filter(([route]) => !endsTheSession.test(route))) {
    const path = pathOf(route.replace(":story", story));
    expect((await visitor.post(path)).status, `${route}, a form`).toBeLessThan(500);
    for (const nothing of [undefined, null, {}, []])
      expect((await visitor.json(path, nothing)).status, `${route}, JSON`).toBeLessThan(500);
  }
});
const endsTheSession = /sortir|sessions/;

test("whoever tries keys again and again is told to wait, as with codes", async () => {
  const studio = await aStudio();
  const stranger = studio.visitor();
  const statuses = new Set<number>();
  for (let count = 0; count < 40; count += 1)
    statuses.add((await stranger.json("/studio/cle/entrer", {})).status);
  expect([...statuses]).toEqual([422, 429]);
});

test("GET and HEAD change nothing on any page, whoever looks", async () => {
  const studio = await watched();
  const visitors: StudioVisitor[] = [studio.visitor()];
  for (const role of studioRoles) visitors.push(await studio.as(role));
  studio.writes.length = 0;
  for (const [route] of routes) {
    for (const method of ["GET", "HEAD"])
      for (const visitor of visitors) {
        const seen = await visitor.send(method, pathOf(route));
        expect(seen.status, `${method} ${pathOf(route)}`).toBeLessThan(500);
      }
  }
  expect(studio.writes).toEqual([]);
});

test("only addresses of the table answer, and only with its methods", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("administrator");
  expect((await visitor.get("/studio/nowhere")).screen("not-here")).toBeDefined();
  expect((await visitor.send("DELETE", "/studio/compte")).status).toBe(405);
  expect((await visitor.get("/studio/sortir")).status).toBe(404);
});

test("under https the session's cookie belongs to this host alone and no script reads it", async () => {
  const studio = await aStudio();
  const visitor = studio.visitor();
  await visitor.post("/studio/entrer", { email: studio.emailOf("coach") });
  await studio.work();
  const entered = await visitor.post("/studio/code", { code: studio.lastCode() });
  const cookie = entered.headers.getSetCookie().find((one) => one.startsWith("__Host-studio="));
  for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"])
    expect(cookie).toContain(part);
  expect(cookie).not.toContain("Domain");
});

test("pages may send to the store's own origin where recordings go straight to it, and nowhere else", async () => {
  const policyWith = async (origin?: string) => {
    const { app } = await aStudio();
    const uploads = { ...app.studio.uploads, ...(origin === undefined ? {} : { origin }) };
    const web = createStudioApp({ app: { ...app, studio: { ...app.studio, uploads } } });
    const page = await web(new Request(`${app.origin}/studio/entrer`), { address: "203.0.113.7" });
    const policy = page.headers.get("content-security-policy") ?? "";
    return policy.split("; ").find((part) => part.startsWith("connect-src"));
  };
  expect(await policyWith()).toBe("connect-src 'self'");
  const bucket = "https://bucket.s3.eu-west-3.amazonaws.com";
  expect(await policyWith(bucket)).toBe(`connect-src 'self' ${bucket}`);
});

test("after signing in one is where one wanted to go, and never on another site", async () => {
  const studio = await aStudio();
  const asked = await studio.visitor().get("/studio/compte");
  expect(asked.location).toBe("/studio/entrer?retour=%2Fstudio%2Fcompte");
  for (const bad of ["https://evil.example", "//evil.example", "/studio/../evil", "/voix/"]) {
    const page = await studio.visitor().get(`/studio/entrer?retour=${encodeURIComponent(bad)}`);
    expect(page.screen("sign-in").back).toBe("/studio");
  }
});

test("messages of a demonstration are shown to whoever sits at the machine, and to nobody else", async () => {
  const studio = await aStudio({ origin: "http://localhost:4321" });
  expect((await studio.visitor("127.0.0.1").get("/studio/courrier")).status).toBe(200);
  expect((await studio.visitor("203.0.113.7").get("/studio/courrier")).status).toBe(404);
  const renamed = await aStudio({ origin: "http://rebound.example:4321" });
  expect((await renamed.visitor("127.0.0.1").get("/studio/courrier")).status).toBe(404);
});
