import { expect, test } from "vitest";
import { checkCharacter } from "#core/consent/code-alphabet";
import { codeRandomBytes, newCode } from "#core/consent/participant-secret";
import { openSecret } from "#pipeline/participant/open-secret";
import { bucketsListing } from "#core/record-keys";
import { consentMeans } from "../../support/consent-means.ts";
import { invited } from "../../support/invited.ts";

const flooderHash = "flooder";

/** A story whose form is flooded with codes that nobody has; their wait ends when `release` is called. */
async function flooded(floods: number) {
  const hashed: (string | undefined)[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const { hasher } = consentMeans();
  const counted = {
    ...hasher,
    verify: async (verifier: string, stored: string | undefined) => {
      hashed.push(stored);
      return hasher.verify(verifier, stored);
    },
  };
  const all = await invited({ consent: { hasher: counted, pause: async () => released } });
  const { app } = all;
  const withdraw = (typed: string, clientHash = flooderHash) =>
    openSecret(app, { typed, clientHash, purpose: "withdraw" });
  const madeUp = () => newCode(app.randomness.bytes(codeRandomBytes)).text;
  // The address's tries are used up first.
  for (let spent = 0; spent < 30; spent += 1) await withdraw(madeUp());
  hashed.length = 0;
  const waiting = Array.from({ length: floods }, () => withdraw(madeUp()));
  return { ...all, withdraw, madeUp, waiting, hashed, release: () => release(undefined) };
}

/** Whether something has come about once everything else that can run has run. */
async function hasSettled(work: Promise<unknown>): Promise<boolean> {
  const settled = work.then(() => true);
  const later = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), 20);
  });
  return Promise.race([settled, later]);
}

test("a right code and a right link withdraw at once from the very address that floods the form", async () => {
  const { withdraw, waiting, card, invitation, hashed, release } = await flooded(300);
  for (const typed of [card.lastingCode, ...card.onceCodes, invitation.link.token]) {
    const opened = await withdraw(typed);
    expect(opened).toMatchObject({ opened: true, session: { capabilities: ["withdraw"] } });
  }
  // What nobody has cost no slow hash, and is still told nothing.
  expect(hashed).not.toContain(undefined);
  expect(await hasSettled(Promise.race(waiting))).toBe(false);
  release();
  const told = await Promise.all(waiting);
  expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ opened: false, refused: "wrong-code" })]),
  );
});

test("under a flood a wrong code for a card that exists is told no sooner and no otherwise than one that nobody has", async () => {
  const { withdraw, madeUp, card, release } = await flooded(10);
  const payload = card.lastingCode.slice(0, 5) + madeUp().slice(5, 15);
  const answers = [withdraw(payload + checkCharacter(payload)), withdraw(madeUp())];
  for (const answer of answers) expect(await hasSettled(answer)).toBe(false);
  release();
  const [wrong, unknown] = await Promise.all(answers);
  expect(wrong).toEqual(unknown);
});

test("who counts tries faster than anybody can keeps others from looking, and nobody from withdrawing", async () => {
  const { app, card } = await invited();
  const { commit } = app.records;
  // Each time that somebody wants to write a bucket, the flood has written it just before.
  let meddles = true;
  app.records.commit = async (writes) => {
    const bucket = writes.find(({ partition }) => partition.startsWith("bucket#"));
    if (meddles && bucket?.kind === "put") {
      const { listing: _none, ...write } = bucket;
      const listing = { list: bucketsListing, order: "flood" };
      await commit([{ ...write, expect: "any", listing }]);
    }
    return commit(writes);
  };
  const typed = card.lastingCode;
  const looking = await openSecret(app, { typed, clientHash: "owner" });
  expect(looking).toMatchObject({ opened: false, refused: "wait", withdrawStillHeard: true });
  const closing = await openSecret(app, { typed, clientHash: "owner", purpose: "withdraw" });
  expect(closing).toMatchObject({ opened: true, session: { capabilities: ["withdraw"] } });
  meddles = false;
  app.time.now = "2026-11-23T14:00:00.000Z";
  const later = await openSecret(app, { typed, clientHash: "owner" });
  expect(later.opened).toBe(true);
});
