import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cardOf, type Publication } from "#core/press/catalogue";
import { decidePublication, type Dossier } from "#core/publication";
import { type Seal, sealFormat, sealOf, wordsStillPermitted } from "#core/publication-seal";
import { aDossier, anEpisode, aSpeaker, everyYes, noon } from "../../support/episode-builder.ts";

const core = resolve(import.meta.dirname, "../../../infra/core");

const publication: Publication = {
  key: "a",
  fingerprint: "f",
  epoch: 1,
  firstPublishedAt: noon,
  publishedAt: noon,
  files: [],
};

/** What a publication at `now` keeps of a story that is open then; nothing for one that is not. */
function sealedAt(dossier: Dossier, now: string) {
  const decision = decidePublication(dossier, now);
  if (decision.status !== "publishable") return undefined;
  const seal = sealOf(decision.episode, 7, "source");
  return seal && { seal, card: cardOf(decision.episode, publication), episode: decision.episode };
}

function sealed(dossier: Dossier = aDossier()) {
  const made = sealedAt(dossier, noon);
  if (made === undefined) throw new Error("the gate did not let it through");
  return made;
}

const daysLater = (days: number) => new Date(Date.parse(noon) + days * 86_400_000).toISOString();

test("a seal gives the words again that the gate let through, and says what they rest on", () => {
  const { seal, card, episode } = sealed();
  const { transcript, translations, showSlug, id } = episode;
  expect(wordsStillPermitted(seal, card, noon)).toEqual({ id, showSlug, transcript, translations });
  expect(seal).toMatchObject({ version: 7, epoch: episode.epoch, feedSource: "source" });
});

test("whenever a seal gives words, the gate lets the very same story through, whatever ended meanwhile", () => {
  const ends = fc.option(fc.integer({ min: -2, max: 30 }), { nil: undefined });
  const { episode, consents } = aDossier();
  const later = fc.integer({ min: 0, max: 40 });
  let held = 0;
  let over = 0;
  fc.assert(
    fc.property(fc.array(ends, { minLength: 5, maxLength: 5 }), later, (days, after) => {
      const dossier = {
        episode,
        consents: consents.map((consent, index) => {
          const end = days[index];
          return end === undefined ? consent : { ...consent, validUntil: daysLater(end) };
        }),
      };
      const made = sealedAt(dossier, noon);
      if (made === undefined) return;
      const now = daysLater(after);
      const again = decidePublication(dossier, now);
      if (wordsStillPermitted(made.seal, made.card, now) === undefined) {
        over += 1;
        return;
      }
      held += 1;
      expect(again).toEqual({ status: "publishable", episode: made.episode });
    }),
  );
  expect(Math.min(held, over)).toBeGreaterThan(0);
});

test("at the very end of a consent a seal holds no more, nor at a time that nobody can read", () => {
  const { episode, consents } = aDossier();
  const end = daysLater(1);
  const ending = consents.map((consent) => ({ ...consent, validUntil: end }));
  const { seal, card } = sealed({ episode, consents: ending });
  const justBefore = new Date(Date.parse(end) - 1).toISOString();
  expect(wordsStillPermitted(seal, card, justBefore)).toBeDefined();
  expect(wordsStillPermitted(seal, card, end)).toBeUndefined();
  expect(wordsStillPermitted(seal, { ...card, closesAt: "soon" }, noon)).toBeUndefined();
  expect(wordsStillPermitted(sealed().seal, sealed().card, "now")).toBeUndefined();
});

test("a seal of another program's gate holds nothing", () => {
  const { seal, card } = sealed();
  const former: Seal = { ...seal, format: sealFormat - 1 };
  expect(wordsStillPermitted(former, card, noon)).toBeUndefined();
});

test("a story with more words than fit beside its card gets no seal", () => {
  const cue = { startSeconds: 0, endSeconds: 1, text: "mot ".repeat(100), speakerId: "s1" };
  const words = (cues: number) =>
    anEpisode({
      speakers: [aSpeaker()],
      transcript: {
        language: "fr",
        provenance: "typed",
        engine: "typed",
        warnings: [],
        cues: Array.from({ length: cues }, (_, at) => ({
          ...cue,
          startSeconds: at,
          endSeconds: at + 1,
        })),
      },
    });
  const seal = (cues: number) => {
    const episode = words(cues);
    return sealedAt({ episode, consents: everyYes(episode) }, noon)?.seal;
  };
  expect(seal(50)).toBeDefined();
  expect(seal(400)).toBeUndefined();
});

/** Of every file of the core that the gate's decision can depend on. */
function digestOfGate(): string {
  const seen = new Map<string, string>();
  const waiting = [join(core, "publication.ts")];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    const text = readFileSync(path, "utf8");
    seen.set(path, text);
    for (const [, to = ""] of text.matchAll(/^(?:import|export|\}).* from "(\.[^"]+)";$/gm))
      waiting.push(resolve(path, "..", to));
  }
  expect(seen.size).toBeGreaterThan(10);
  const hash = createHash("sha256");
  for (const path of [...seen.keys()].sort()) hash.update(`${seen.get(path)}\n`);
  return hash.digest("hex").slice(0, 16);
}

test("the gate is the one that seals of this format were made by", () => {
  // It has changed? Where it may let other words of the same records through, raise `sealFormat`; then note the new digest.
  expect([sealFormat, digestOfGate()]).toEqual([1, "2f925bd1e8e69da6"]);
});
