import fc from "fast-check";
import { expect, test } from "vitest";
import { decideAtGate } from "#edge/gate";

const id = "abcdefghjkmnpqrstvwx";
const key = "0123456789abcdefghjkmnpqrs";
const former = "zzzzzzzzzzzzzzzzzzzzzzzzzz";
const allowed = async (asked: string) => (asked === id ? `allowed ${key}` : undefined);
const nothing = async () => undefined;

test("an allowed story passes, and its readable name plays no part", async () => {
  for (const name of ["sandra-", "n-importe-quoi-", ""]) {
    expect(await decideAtGate(`/episodes/${name}${id}/`, allowed)).toEqual({
      action: "pass",
      path: `/episodes/${id}/`,
    });
  }
});

test("a story that is not on the list is gone, and so is one that is denied", async () => {
  expect(await decideAtGate(`/episodes/sandra-${id}/`, nothing)).toEqual({ action: "gone" });
  expect(await decideAtGate(`/episodes/${id}/`, async () => "denied")).toEqual({ action: "gone" });
});

test("the media of the current publication pass, those of a former one are gone", async () => {
  const of = (file: string) => decideAtGate(`/episodes/a-${id}/${file}`, allowed);
  expect(await of(`${key}.mp3`)).toEqual({ action: "pass", path: `/episodes/${id}/${key}.mp3` });
  expect(await of(`${key}-500.jpg`)).toEqual({
    action: "pass",
    path: `/episodes/${id}/${key}-500.jpg`,
  });
  expect(await of(`${former}.mp3`)).toEqual({ action: "gone" });
  expect(await of(`${former}-500.jpg`)).toEqual({ action: "gone" });
});

test("everything else on the site passes", async () => {
  for (const path of ["/", "/en/", "/series/a/", "/feeds/all.xml", "/episodesque/"]) {
    expect(await decideAtGate(path, nothing)).toEqual({ action: "pass", path });
  }
});

test.each([
  "/../etc/passwd",
  "/%2e%2e/x",
  "/series/../episodes/x",
  "/series/%2e%2e/episodes/x",
  "//evil.example/",
  "/a//b",
  "/a\\b",
  "/%00",
  "/%",
  "no-slash",
])("%j is a bad request", async (path) => {
  expect(await decideAtGate(path, allowed)).toEqual({ action: "bad-request" });
});

test.each(["/Episodes/", "/EPISODES/x", "/%65pisodes/", "/episodes"])(
  "%j does not get round the gate",
  async (start) => {
    const path = `${start.replace(/\/$/, "")}/sandra-${id}/index.html`;
    expect((await decideAtGate(path, nothing)).action).toBe("gone");
  },
);

test("whatever the path, nothing under the stories' folder passes without the list's yes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.webPath(),
      fc.constantFrom("/episodes", "/episodes/", "/", ""),
      async (rest, start) => {
        const answer = await decideAtGate(`${start}${rest}`, nothing);
        if (answer.action === "pass") expect(answer.path).not.toMatch(/^\/+episodes(\/|$)/i);
      },
    ),
  );
});
