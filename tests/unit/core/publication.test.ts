import fc from "fast-check";
import { expect, test } from "vitest";
import type { Consent, Scope } from "#core/consent/consent";
import { decidePublication, type Dossier } from "#core/publication";
import {
  aConsent,
  aDossier,
  anEpisode,
  aSpeaker,
  everyYes,
  noon,
} from "../../support/episode-builder.ts";

const statusOf = (dossier: Dossier, now = noon) => decidePublication(dossier, now).status;

function published(dossier: Dossier) {
  const decision = decidePublication(dossier, noon);
  if (decision.status !== "publishable") throw new Error(JSON.stringify(decision.reasons));
  return decision.episode;
}

function reasons(dossier: Dossier, now = noon) {
  const decision = decidePublication(dossier, now);
  return decision.status === "withheld" ? decision.reasons : [];
}

const without = ({ episode, consents }: Dossier, scope: Scope, speakerId = "s1"): Dossier => ({
  episode,
  consents: consents.filter((one) => one.scope !== scope || one.speakerId !== speakerId),
});

const withChange = (
  { episode, consents }: Dossier,
  scope: Scope,
  change: Partial<Consent>,
): Dossier => ({
  episode,
  consents: consents.map((one) => (one.scope === scope ? { ...one, ...change } : one)),
});

test("a ready story that its speaker agreed to is publishable", () => {
  expect(statusOf(aDossier())).toBe("publishable");
});

test("without any consent it is withheld, and the reasons name voice and transcript", () => {
  expect(reasons({ episode: anEpisode(), consents: [] })).toEqual([
    { code: "consent", speakerId: "s1", signatoryId: "self", scope: "voice", status: "missing" },
    {
      code: "consent",
      speakerId: "s1",
      signatoryId: "self",
      scope: "transcript",
      status: "missing",
    },
  ]);
});

test.each(["voice", "transcript"] as const)("public audio needs the scope %s", (scope) => {
  expect(statusOf(without(aDossier(), scope))).toBe("withheld");
});

test.each([
  "withdrawn",
  "revoked",
  "refused",
  "requested",
  "deferred",
  "pending-cooling",
  "erased",
] as const)("a voice whose consent is %s stays closed", (state) => {
  expect(statusOf(withChange(aDossier(), "voice", { state }))).toBe("withheld");
});

test("a consent that has an end closes at that very instant, and not before", () => {
  const dossier = withChange(aDossier(), "voice", { validUntil: noon });
  expect(statusOf(dossier, "2026-11-23T11:59:59.999Z")).toBe("publishable");
  expect(statusOf(dossier, noon)).toBe("withheld");
});

test("the first end among the consents that count is when the story closes", () => {
  const dossier = withChange(aDossier(), "transcript", { validUntil: "2027-01-01T00:00:00.000Z" });
  expect(published(dossier).closesAt).toBe("2027-01-01T00:00:00.000Z");
  expect(published(aDossier()).closesAt).toBeUndefined();
});

test("another recording invalidates the voice and leaves the transcript granted", () => {
  const dossier = aDossier();
  const audio = dossier.episode.audio;
  if (audio === undefined) throw new Error("the builder makes audio");
  const [first, ...rest] = audio.renditions;
  if (first === undefined) throw new Error("the builder makes renditions");
  const edited = { ...audio, renditions: [{ ...first, sha256: "f".repeat(64) }, ...rest] };
  const after = { ...dossier, episode: { ...dossier.episode, audio: edited } };
  expect(reasons(after)).toEqual([
    {
      code: "consent",
      speakerId: "s1",
      signatoryId: "self",
      scope: "voice",
      status: "invalidated",
    },
  ]);
});

test.each([
  ["title", { title: "Un autre titre" }],
  ["summary", { summary: "Autre chose." }],
])("another %s invalidates the transcript only, since those are words too", (_field, change) => {
  const dossier = aDossier();
  const after = { ...dossier, episode: { ...dossier.episode, ...change } };
  expect(reasons(after)).toEqual([
    {
      code: "consent",
      speakerId: "s1",
      signatoryId: "self",
      scope: "transcript",
      status: "invalidated",
    },
  ]);
});

test("an edit that touches nothing agreed to invalidates nothing", () => {
  const dossier = aDossier();
  const after = { ...dossier, episode: { ...dossier.episode, themes: ["confiance"], epoch: 9 } };
  expect(statusOf(after)).toBe("publishable");
});

test("of two voices, each must have agreed", () => {
  const dossier = aDossier({ speakers: [aSpeaker(), aSpeaker({ id: "s2", firstName: "Léo" })] });
  expect(statusOf(dossier)).toBe("publishable");
  expect(statusOf(without(dossier, "voice", "s2"))).toBe("withheld");
});

test("a minor needs every holder of parental authority, and each can close alone", () => {
  const situation = { kind: "minor" as const, holders: ["g1", "g2"] };
  const dossier = aDossier({ speakers: [aSpeaker({ situation })] });
  expect(statusOf(dossier)).toBe("publishable");
  for (const signatory of ["self", "g1", "g2"]) {
    const consents = dossier.consents.map((one) =>
      one.signatoryId === signatory && one.scope === "voice"
        ? { ...one, state: "withdrawn" as const }
        : one,
    );
    expect(statusOf({ ...dossier, consents })).toBe("withheld");
  }
});

test("a minor with one known holder is blocked until sole authority is proven", () => {
  const alone = { kind: "minor" as const, holders: ["g1"] };
  expect(statusOf(aDossier({ speakers: [aSpeaker({ situation: alone })] }))).toBe("withheld");
  const proven = { ...alone, soleAuthorityProof: "jugement du 3 mars" };
  expect(statusOf(aDossier({ speakers: [aSpeaker({ situation: proven })] }))).toBe("publishable");
});

test("a detained person needs the written artefact and the authorisation's reference", () => {
  const bare = { kind: "detained" as const };
  expect(statusOf(aDossier({ speakers: [aSpeaker({ situation: bare })] }))).toBe("withheld");
  const full = { ...bare, writtenArtefactKey: "evidence/x/y", authorisation: "DISP 2026-114" };
  expect(statusOf(aDossier({ speakers: [aSpeaker({ situation: full })] }))).toBe("publishable");
});

test("no signature opens the story of a minor in criminal proceedings", () => {
  const situation = { kind: "minor-in-criminal-proceedings" as const };
  expect(statusOf(aDossier({ speakers: [aSpeaker({ situation })] }))).toBe("withheld");
});

test("an embargo holds even after its date, until a person lifts it", () => {
  const dossier = aDossier({ embargoUntil: "2026-11-01T00:00:00.000Z" });
  expect(reasons(dossier)).toContainEqual({ code: "embargo" });
});

test("a name is shown when it was agreed to", () => {
  expect(published(aDossier()).speakers).toEqual([{ id: "s1", role: "talent", name: "Awa" }]);
});

test("without the name scope the story is public and nameless", () => {
  expect(published(without(aDossier(), "name")).speakers).toEqual([{ id: "s1", role: "talent" }]);
});

test("another name stands in for the real one", () => {
  const { episode, consents } = aDossier();
  const other = aConsent(episode, { scope: "name", nameChoice: { kind: "other", name: "Lina" } });
  const dossier = {
    episode,
    consents: [...consents.filter(({ scope }) => scope !== "name"), other],
  };
  expect(published(dossier).speakers[0]?.name).toBe("Lina");
});

test.each([
  ["title", { title: "Awa avance" }],
  ["summary", { summary: "La minute d'AWA." }],
  ["trade", { trade: "Atelier d’Awà" }],
  ["place", { place: "chez awa" }],
])(
  "a name that may not be shown keeps the story closed when it stands in the %s",
  (_field, change) => {
    const dossier = aDossier(change);
    expect(statusOf(dossier)).toBe("publishable");
    expect(reasons(without(dossier, "name"))).toEqual([{ code: "name-in-words", speakerId: "s1" }]);
  },
);

test("podcast apps need everyone's own yes", () => {
  expect(published(aDossier()).onPlatforms).toBe(true);
  const closed = published(without(aDossier(), "platforms"));
  expect(closed.onPlatforms).toBe(false);
});

test("nothing private is in what may be published", () => {
  const dossier = without(aDossier({ speakers: [aSpeaker({ firstName: "Zéphyrine" })] }), "name");
  const text = JSON.stringify(published(dossier));
  expect(text).not.toContain("Zéphyrine");
  expect(text).not.toContain("situation");
  expect(text).not.toContain(dossier.episode.source.sha256);
});

test("a time that cannot be read closes", () => {
  expect(statusOf(aDossier(), "tomorrow")).toBe("withheld");
});

test("whatever subset of the consents stands, a story opens only with voice and transcript of everyone", () => {
  const episode = anEpisode({ speakers: [aSpeaker(), aSpeaker({ id: "s2", firstName: "Léo" })] });
  const all = everyYes(episode);
  fc.assert(
    fc.property(fc.subarray(all), (consents) => {
      const has = (speakerId: string, scope: Scope) =>
        consents.some((one) => one.speakerId === speakerId && one.scope === scope);
      const complete = ["s1", "s2"].every((id) => has(id, "voice") && has(id, "transcript"));
      expect(statusOf({ episode, consents })).toBe(complete ? "publishable" : "withheld");
    }),
  );
});

test("taking any consent away never opens, shows or spreads more", () => {
  const dossier = aDossier();
  const rank = (candidate: Dossier) => {
    const decision = decidePublication(candidate, noon);
    if (decision.status === "withheld") return { open: 0, named: 0, spread: 0 };
    const { speakers, onPlatforms, reusable } = decision.episode;
    return {
      open: 1,
      named: speakers.filter(({ name }) => name !== undefined).length,
      spread: Number(onPlatforms) + Number(reusable),
    };
  };
  fc.assert(
    fc.property(fc.subarray([...dossier.consents]), fc.nat(), (consents, at) => {
      const more = rank({ ...dossier, consents });
      const less = rank({
        ...dossier,
        consents: consents.filter((_, i) => i !== at % (consents.length || 1)),
      });
      expect(less.open).toBeLessThanOrEqual(more.open);
      expect(less.named).toBeLessThanOrEqual(more.named);
      expect(less.spread).toBeLessThanOrEqual(more.spread);
    }),
  );
});
