import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { takedownsOf } from "#pipeline/takedown/takedown";
import { sweep } from "#pipeline/sweep/sweep";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { memoryApp } from "../../support/memory-app.ts";
import { aReadyStory } from "../../support/story.ts";

/** A published story behind a list that travels: until told, strangers still get its pages. */
async function aSlowEdge() {
  const memory = memoryApp();
  const edge = { status: undefined as number | undefined };
  const told: string[] = [];
  const app = {
    ...memory,
    logger: { ...memory.logger, warn: (event: string) => void told.push(event) },
    prober: {
      name: "slow edge",
      status: async (path: string) => edge.status ?? memory.prober.status(path),
    },
  };
  const episodeId = await aReadyStory(app);
  const scopes = ["voice", "transcript", "name"] as const;
  const publish = () => grantOnPaper(app, { episodeId, scan: { path: "/scan" }, scopes });
  await publish();
  return { app, time: memory.time, edge, told, episodeId, publish };
}

const unverified = (told: readonly string[]) =>
  told.filter((event) => event === "takedown-unverified").length;

test("a takedown after which something still answered is looked at again until nothing does", async () => {
  const { app, edge, told, episodeId, time } = await aSlowEdge();
  edge.status = 200;
  expect(await withdrawConsent(app, { episodeId, channel: "staff" })).toMatchObject({
    closed: false,
  });
  await sweep(app);
  expect((await takedownsOf(app, episodeId))[0]).toMatchObject({ closed: false });
  edge.status = undefined;
  time.now = "2026-11-23T12:00:09.000Z";
  await sweep(app);
  const takedowns = await takedownsOf(app, episodeId);
  expect(takedowns.length).toBeGreaterThan(0);
  for (const { closed, at, probes } of takedowns) {
    expect({ closed, at }).toEqual({ closed: true, at: "2026-11-23T12:00:00.000Z" });
    for (const probe of probes)
      expect(probe).toMatchObject({ status: 410, at: "2026-11-23T12:00:09.000Z" });
  }
  edge.status = 200;
  await sweep(app);
  expect((await takedownsOf(app, episodeId))[0]).toMatchObject({ closed: true });
  expect(unverified(told)).toBe(0);
});

test("after a minute somebody is called, each time it is looked at, until it is closed", async () => {
  const { app, edge, told, episodeId, time } = await aSlowEdge();
  edge.status = 200;
  await withdrawConsent(app, { episodeId, channel: "staff" });
  time.now = "2026-11-23T12:01:00.000Z";
  await sweep(app);
  expect(unverified(told)).toBe(0);
  for (const [count, now] of [
    [1, "2026-11-23T12:01:01.000Z"],
    [2, "2026-11-23T12:02:01.000Z"],
  ] as const) {
    time.now = now;
    await sweep(app);
    expect(unverified(told)).toBe(count);
  }
});

test("a story that was opened again is not waited for, and its former takedown stays as it was seen", async () => {
  const { app, edge, told, episodeId, time, publish } = await aSlowEdge();
  edge.status = 200;
  await withdrawConsent(app, { episodeId, channel: "staff" });
  time.now = "2026-11-23T12:00:30.000Z";
  await publish();
  time.now = "2026-11-23T12:05:00.000Z";
  await sweep(app);
  expect(unverified(told)).toBe(0);
  expect((await takedownsOf(app, episodeId))[0]).toMatchObject({ closed: false });
});

test("a withdrawal that died before its first look is told after a minute, also while the edge cannot be reached", async () => {
  const { app, told, episodeId, time } = await aSlowEdge();
  const dead = new AppError("cloud-refused", {
    retryable: true,
    params: { service: "kvs", name: "503" },
  });
  const refusing = {
    ...app,
    allowList: { ...app.allowList, put: () => Promise.reject(dead) },
  };
  await expect(withdrawConsent(refusing, { episodeId, channel: "staff" })).rejects.toBe(dead);
  time.now = "2026-11-23T12:01:00.000Z";
  await expect(sweep(refusing)).rejects.toBe(dead);
  expect(unverified(told)).toBe(0);
  time.now = "2026-11-23T12:01:01.000Z";
  await expect(sweep(refusing)).rejects.toBe(dead);
  expect(unverified(told)).toBe(1);
  await sweep(app);
  time.now = "2026-11-23T12:05:00.000Z";
  const before = unverified(told);
  await sweep(app);
  expect(unverified(told)).toBe(before);
  expect((await takedownsOf(app, episodeId))[0]).toMatchObject({ closed: true });
});

test("a story that cannot be closed keeps no other story open, and nobody is called for one that may be open", async () => {
  const { app, told, episodeId, time } = await aSlowEdge();
  const other = await aReadyStory(app);
  const scopes = ["voice", "transcript", "name"] as const;
  await grantOnPaper(app, { episodeId: other, scan: { path: "/scan" }, scopes });
  const dead = new AppError("cloud-refused", { retryable: true });
  let refused = [episodeId, other];
  const put: typeof app.allowList.put = (id, entry, ifMatch) =>
    refused.includes(id) ? Promise.reject(dead) : app.allowList.put(id, entry, ifMatch);
  const refusing = { ...app, allowList: { ...app.allowList, put } };
  for (const id of [episodeId, other])
    await expect(withdrawConsent(refusing, { episodeId: id, channel: "staff" })).rejects.toBe(dead);
  refused = [episodeId];
  await expect(sweep(refusing)).rejects.toBe(dead);
  expect(app.allowList.entries.get(other)).toMatchObject({ state: "denied" });
  expect(app.allowList.entries.get(episodeId)).toMatchObject({ state: "allowed" });
  await sweep(app);
  expect(app.allowList.entries.get(episodeId)).toMatchObject({ state: "denied" });
  time.now = "2026-11-23T12:09:00.000Z";
  const before = unverified(told);
  await sweep(app);
  expect(unverified(told)).toBe(before);
});
