import { consentMeans } from "../../support/consent-means.ts";
import { expect, test } from "vitest";
import { checkCharacter } from "#core/consent/code-alphabet";
import { AppError } from "#core/errors";
import { codeRandomBytes, newCode } from "#core/consent/participant-secret";
import { formBytesMax } from "../../../infra/web/web-app.ts";
import { answerAll, inside, invited } from "../../support/invited.ts";
import { blocksOf } from "../../support/web-visitor.ts";

const readable = [
  "/voix",
  "/voix/",
  "/voix/l/anything",
  "/voix/fini",
  "/voix/moi",
  "/voix/debut",
  "/voix/savoir",
  "/voix/ecouter",
  "/voix/question/voice",
  "/voix/question/name",
  "/voix/autre-prenom",
  "/voix/duree",
  "/voix/compris",
  "/voix/voix-haute",
  "/voix/verifier",
  "/voix/fin",
  "/voix/droits",
  "/voix/retirer",
  "/voix/moins",
  "/voix/retire",
  "/voix/effacer",
  "/voix/telecharger",
  "/voix/tout.zip",
  "/voix/recu",
  "/voix/recu.jsonld",
  "/voix/prolonger",
  "/voix/nowhere",
] as const;

const doing = [
  "/voix/fini",
  "/voix/plus-tard",
  "/voix/ecouter",
  "/voix/question/voice",
  "/voix/duree",
  "/voix/compris",
  "/voix/voix-haute",
  "/voix/verifier",
  "/voix/confirmer",
  "/voix/retirer",
  "/voix/moins",
  "/voix/effacer",
  "/voix/prolonger",
  "/voix/annuler",
  "/voix/carte",
] as const;

/** Somebody in a session, with a count of everything that is written. */
async function watched() {
  const writes: string[] = [];
  const all = await inside({
    hook: async (call) => {
      if (/^(commit$|put|delete|allow-list write)/.test(call)) writes.push(call);
    },
  });
  writes.length = 0;
  return { ...all, writes };
}

test("GET and HEAD change nothing on any page, in a session or not", async () => {
  const { writes, visitor, another, invitation } = await watched();
  const stranger = another();
  for (const method of ["GET", "HEAD"]) {
    for (const path of [...readable, invitation.link.path]) {
      const inSession = await visitor.send(method, path);
      expect(inSession.status, `${method} ${path}`).toBeLessThan(500);
      expect((await stranger.send(method, path)).status, `${method} ${path}`).toBeLessThan(500);
      if (method === "HEAD") expect(inSession.text).toBe("");
    }
  }
  expect(writes).toEqual([]);
});

test("a form without the session's token changes nothing", async () => {
  const { writes, visitor } = await watched();
  for (const path of doing) {
    for (const jeton of ["", "0".repeat(32)]) {
      const refused = await visitor.post(path, { jeton, reponse: "oui" });
      expect(refused.status, path).toBe(403);
    }
  }
  expect(writes).toEqual([]);
});

test("a form of another site changes nothing, with the right token too", async () => {
  const { writes, visitor, invitation } = await watched();
  for (const path of [...doing, "/voix/ouvrir", "/voix/langue", invitation.link.path]) {
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }]) {
      const refused = await visitor.post(path, { reponse: "oui" }, { headers });
      expect(refused.status, path).toBe(403);
    }
  }
  expect(writes).toEqual([]);
});

test("an older browser, which says only where the form came from, is heard and its foreign forms are not", async () => {
  const { web, app, invitation } = await invited();
  const send = (origin: string) =>
    web(
      new Request(`${app.origin}${invitation.link.path}`, {
        method: "POST",
        headers: { Origin: origin },
        body: new URLSearchParams(),
      }),
      { address: "203.0.113.9" },
    );
  expect((await send("https://evil.example")).status).toBe(403);
  expect((await send("not an address")).status).toBe(403);
  expect((await send(app.origin)).status).toBe(303);
  // What browsers send under the no-referrer policy of these very pages.
  expect((await send("null")).status).toBe(303);
});

test("without a session every page leads to the front door, and every form too", async () => {
  const { another } = await invited();
  const stranger = another();
  for (const path of ["/voix/moi", "/voix/question/voice", "/voix/son/mp3", "/voix/retirer"]) {
    expect(await stranger.get(path)).toMatchObject({ status: 303, location: "/voix/" });
  }
  for (const path of doing) {
    expect(await stranger.post(path)).toMatchObject({ status: 303, location: "/voix/" });
  }
});

test("after ten idle minutes the page has closed, and says so", async () => {
  const { app, visitor } = await inside();
  app.time.now = "2026-11-23T12:10:01.000Z";
  const over = await visitor.get("/voix/moi");
  expect(over.location).toBe("/voix/?m=session-over.session-over-help");
  const [problem] = blocksOf((await visitor.get(over.location)).screen(), "problem");
  expect(problem?.lines).toHaveLength(2);
});

test("under https the session's cookie belongs to this host alone and no script reads it", async () => {
  const { visitor, invitation } = await invited();
  const opened = await visitor.post(invitation.link.path);
  const [cookie = ""] = opened.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-voix=[0-9a-z]{26}; /);
  for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Strict"])
    expect(cookie).toContain(part);
  expect(cookie).not.toMatch(/Domain|Max-Age|Expires/i);
});

test("on a laptop without https the cookie works as well", async () => {
  const { visitor, invitation } = await invited({ origin: "http://localhost:4321" });
  const opened = await visitor.post(invitation.link.path);
  expect(opened.headers.getSetCookie()[0]).toMatch(/^voix=.*HttpOnly/);
  expect(opened.headers.getSetCookie()[0]).not.toContain("Secure");
  expect((await visitor.get("/voix/moi")).status).toBe(200);
});

test("every answer is kept by nobody, found by nobody and told to nobody", async () => {
  const { visitor, invitation } = await inside();
  const answers = [
    ...(await Promise.all(readable.map((path) => visitor.get(path)))),
    await visitor.get(invitation.link.path),
    await visitor.get("/voix/son/mp3"),
    await visitor.post("/voix/duree", { reponse: "nonsense" }),
    await visitor.post("/voix/duree", { jeton: "wrong" }),
    await visitor.send("DELETE", "/voix/moi"),
  ];
  for (const { headers } of answers) {
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toContain("noindex");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("media-src 'self' blob:");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("only GET, HEAD and POST are understood", async () => {
  const { visitor } = await inside();
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const refused = await visitor.send(method, "/voix/moi");
    expect(refused.status).toBe(405);
    expect(refused.headers.get("allow")).toBe("GET, HEAD, POST");
  }
});

test("a form is small, and a recording of half a minute may be larger", async () => {
  const { visitor } = await inside();
  const large = "x".repeat(formBytesMax);
  expect((await visitor.post("/voix/duree", { reponse: large })).status).toBe(413);
  const form = new FormData();
  form.set("jeton", visitor.formToken());
  form.set("reponse", "garder");
  form.set("son", new File([new Uint8Array(1_500_000)], "oui.webm", { type: "audio/webm" }));
  const kept = await visitor.send("POST", "/voix/voix-haute", { body: form });
  expect(kept.status).toBe(303);
  form.set("son", new File([new Uint8Array(2_200_000)], "oui.webm", { type: "audio/webm" }));
  expect((await visitor.send("POST", "/voix/voix-haute", { body: form })).status).toBe(413);
});

test("a body that is no form is one without fields: nothing fails and nothing changes", async () => {
  const { visitor } = await inside();
  const body = "--x\r\nthis is no part of a form";
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const opened = await visitor.send("POST", "/voix/ouvrir", { body, headers });
  expect(opened.status).toBeLessThan(500);
  expect((await visitor.send("POST", "/voix/duree", { body, headers })).status).toBe(403);
});

test("a code that does not exist and one that is wrong get the very same answer", async () => {
  const { app, another, card } = await invited();
  const right = card.lastingCode;
  const unknown = newCode(app.randomness.bytes(codeRandomBytes)).text;
  const other = newCode(app.randomness.bytes(codeRandomBytes)).text;
  const payload = right.slice(0, 5) + other.slice(5, 15);
  const wrong = payload + checkCharacter(payload);
  const answers = await Promise.all(
    [unknown, wrong].map((code, index) =>
      another(`203.0.113.${index}`).post("/voix/ouvrir", { code }),
    ),
  );
  for (const { status, headers } of answers) {
    expect(status).toBe(403);
    expect(headers.getSetCookie()).toEqual([]);
  }
  expect(answers[0]?.text).toBe(answers[1]?.text);
});

test("an unknown code, a wrong one and a right one cost the same slow hash and the same look-ups", async () => {
  const work: string[] = [];
  const means = consentMeans();
  const counted = {
    ...means.hasher,
    verify: async (verifier: string, stored: string) => {
      work.push("verify");
      return means.hasher.verify(verifier, stored);
    },
    hash: async (verifier: string) => {
      work.push("hash");
      return means.hasher.hash(verifier);
    },
  };
  const hook = async (call: string) => void work.push(call);
  const { app, another, card } = await invited({ consent: { hasher: counted }, hook });
  const right = card.lastingCode;
  const unknown = newCode(app.randomness.bytes(codeRandomBytes)).text;
  const payload = right.slice(0, 5) + unknown.slice(5, 15);
  const wrong = payload + checkCharacter(payload);
  const costs: string[][] = [];
  for (const [index, code] of [unknown, wrong].entries()) {
    work.length = 0;
    expect((await another(`203.0.113.${index}`).post("/voix/ouvrir", { code })).status).toBe(403);
    costs.push([...work]);
  }
  expect(costs[0]).toEqual(costs[1]);
  const hashes = (calls: readonly string[]) => calls.filter((call) => /^(verify|hash)$/.test(call));
  expect(hashes(costs[0] ?? [])).toHaveLength(1);
  work.length = 0;
  await another("203.0.113.9").post("/voix/ouvrir", { code: right });
  expect(hashes(work)).toEqual(hashes(costs[0] ?? []));
});

test("the page of a link looks alike whether the link exists, and a dead one tells no more than that", async () => {
  const { another, invitation } = await invited();
  const made = "0".repeat(invitation.link.token.length);
  const [real, invented] = await Promise.all(
    [invitation.link.token, made].map((token) => another().get(`/voix/l/${token}`)),
  );
  expect(real?.text.replaceAll(invitation.link.token, made)).toBe(invented?.text);
  const dead = await another().post(`/voix/l/${made}`);
  expect(dead.status).toBe(403);
  expect(blocksOf(dead.screen(), "problem")[0]?.lines[0]?.text).toBe("Ce lien ne marche plus.");
  expect(dead.text).not.toContain(made);
});

test("a slip of the finger is told as one, and any spelling of a right code opens", async () => {
  const { another, card } = await invited();
  const slip = await another().post("/voix/ouvrir", { code: "ABC" });
  expect(slip.status).toBe(403);
  expect(blocksOf(slip.screen(), "problem")).toHaveLength(1);
  const spelled = card.lastingCode.toLowerCase().replace(/(.{4})/g, "$1 - ");
  expect((await another().post("/voix/ouvrir", { code: spelled })).location).toBe("/voix/moi");
});

test("who guesses is told to wait, and can still withdraw with a right code", async () => {
  const { app, another, card } = await invited();
  const guesser = another("203.0.113.50");
  for (let guess = 0; guess < 30; guess += 1) {
    const code = newCode(app.randomness.bytes(codeRandomBytes)).text;
    expect((await guesser.post("/voix/ouvrir", { code })).status).toBe(403);
  }
  const told = await guesser.post("/voix/ouvrir", { code: card.lastingCode });
  expect(told.status).toBe(429);
  const [form] = blocksOf(told.screen(), "form");
  expect(form?.fields).toContainEqual({ kind: "hidden", name: "pour", value: "retirer" });
  const slow = await guesser.post("/voix/ouvrir", { code: card.lastingCode, pour: "retirer" });
  expect(slow.location).toBe("/voix/moi");
  expect((await guesser.get("/voix/moi")).text).not.toContain("Zéphyrine");
});

test("a fault of ours is told in the person's words, and nothing of it is shown", async () => {
  const all = await inside();
  const broken = {
    ...all.app.records,
    get: async () => Promise.reject(new Error("secret detail")),
  };
  Object.assign(all.app, { records: broken });
  const answer = await all.visitor.get("/voix/moi");
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/secret detail|at .*\.ts/);
  expect(answer.screen().head.text).toBe("Il y a une panne chez nous, pas chez vous.");
});

test("a change of language keeps the place, and leads nowhere else", async () => {
  const { visitor } = await inside();
  const changed = await visitor.post("/voix/langue", {
    langue: "ar",
    retour: "/voix/question/voice",
  });
  expect(changed.location).toBe("/voix/question/voice");
  expect((await visitor.get(changed.location)).screen().frame).toMatchObject({
    language: "ar",
    direction: "rtl",
    place: "/voix/question/voice",
  });
  for (const retour of ["https://evil.example/", "//evil.example", "/voix/../studio", "/studio/"]) {
    expect((await visitor.post("/voix/langue", { langue: "en", retour })).location).toBe("/voix/");
  }
});

test("the language is that of the address, else the chosen one, else the browser's, else French", async () => {
  const { another } = await invited();
  const visitor = another();
  const languageOf = async (path: string, accept: string) =>
    (await visitor.get(path, { headers: { "Accept-Language": accept } })).screen().frame.language;
  expect(await languageOf("/voix/", "de-DE,de;q=0.9")).toBe("fr");
  expect(await languageOf("/voix/", "de;q=0.9, ar;q=0.8, en;q=0.7")).toBe("ar");
  expect(await languageOf("/voix/?lang=en", "ar")).toBe("en");
  await visitor.post("/voix/langue", { langue: "en", retour: "/voix/" });
  expect(await languageOf("/voix/", "ar")).toBe("en");
});

test("the private recording is given in parts, as players ask for it, and to nobody else", async () => {
  const { visitor, another } = await inside();
  const whole = await visitor.get("/voix/son/mp3");
  expect(whole.headers.get("content-type")).toBe("audio/mpeg");
  const part = (range: string) => visitor.get("/voix/son/mp3", { headers: { Range: range } });
  expect((await part("bytes=0-3")).status).toBe(206);
  expect((await part("bytes=0-3")).text).toHaveLength(4);
  expect((await part("bytes=99999999-")).status).toBe(416);
  expect((await visitor.get("/voix/son/wav")).status).toBe(404);
  expect((await another().get("/voix/son/mp3")).location).toBe("/voix/");
});

test("a spoken yes that is no sound is told in plain words and keeps nothing", async () => {
  const all = await inside();
  Object.assign(all.app.transcoder, {
    probe: async () => Promise.reject(new AppError("media-not-audio")),
  });
  const form = new FormData();
  form.set("jeton", all.visitor.formToken());
  form.set("reponse", "garder");
  form.set("son", new File(["text"], "oui.txt"));
  const answer = await all.visitor.send("POST", "/voix/voix-haute", { body: form });
  expect(answer.location).toBe("/voix/voix-haute?m=no-recording");
});

test.each([
  [2, "/voix/verifier"],
  [0.1, "/voix/voix-haute?m=no-recording"],
])("a spoken yes of %d seconds, shorter than any story, leads to %s", async (seconds, place) => {
  const all = await inside();
  const params = { durationSeconds: seconds, minSeconds: 3 };
  Object.assign(all.app.transcoder, {
    probe: async () => Promise.reject(new AppError("media-too-short", { params })),
  });
  const form = new FormData();
  form.set("jeton", all.visitor.formToken());
  form.set("reponse", "garder");
  form.set("son", new File(["oui"], "oui.webm"));
  expect((await all.visitor.send("POST", "/voix/voix-haute", { body: form })).location).toBe(place);
});

test("I'm done ends the session on the server and clears it from the device", async () => {
  const { visitor } = await inside();
  const cookie = visitor.cookies.get("__Host-voix") ?? "";
  const done = await visitor.post("/voix/fini");
  expect(done.location).toBe("/voix/fini");
  expect(visitor.cookies.size).toBe(0);
  visitor.cookies.set("__Host-voix", cookie);
  expect((await visitor.get("/voix/moi")).location).toContain("session-over");
});

test("a link that was used widens nothing any more, and a replayed form neither", async () => {
  const { visitor, another, invitation } = await inside();
  await answerAll(visitor);
  const again = another();
  expect((await again.post(invitation.link.path)).location).toBe("/voix/moi");
  expect((await again.get("/voix/debut")).location).toBe("/voix/moi");
  const replayed = await visitor.post("/voix/verifier");
  expect(replayed.location).toBe("/voix/verifier?m=choose-one");
});
