import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOfPart, partCount } from "#core/audio/upload-parts";
import { soundTypeOf } from "#core/audio/sniff";
import { requiredSignatories } from "#core/speaker";
import { addMonths, followUpDates } from "#core/studio/follow-ups";
import { soundHints } from "#core/studio/sound-hints";
import { readStoryForm } from "#core/studio/story-form";
import { NewEpisodeSchema } from "#pipeline/episode/receive-episode";

const least = { titre: "Un matin", serie: "paroles-de-talents", "voix-1-prenom": "Awa" };

test("a title, a show and a first name are a story", () => {
  expect(NewEpisodeSchema.parse(readStoryForm(least))).toMatchObject({
    title: "Un matin",
    showSlug: "paroles-de-talents",
    language: "fr",
    speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
  });
});

test("a story without a voice is sent back to the first name's field", () => {
  expect(() => readStoryForm({ ...least, "voix-1-prenom": " " })).toThrow(
    expect.objectContaining({ code: "bad-field", field: "voix-1-prenom" }),
  );
});

test("voices are numbered as they come, whichever fields they were typed into", () => {
  const { speakers } = readStoryForm({
    ...least,
    "voix-1-prenom": "",
    "voix-2-prenom": "Bernard",
    "voix-2-role": "professional",
    "voix-5-prenom": "Inès",
    "voix-5-role": "apprentice",
  });
  expect(speakers).toMatchObject([
    { id: "s1", firstName: "Bernard", role: "professional" },
    { id: "s2", firstName: "Inès", role: "apprentice" },
  ]);
});

const signatories = (fields: Record<string, string>) => {
  const { speakers } = NewEpisodeSchema.parse(readStoryForm({ ...least, ...fields }));
  const [speaker] = speakers;
  return speaker && requiredSignatories(speaker.situation);
};

test("the situation that is told decides who must agree", () => {
  expect(signatories({})).toEqual({ signatories: ["self"] });
  expect(signatories({ "voix-1-situation": "minor" })).toEqual({
    signatories: ["self", "g1", "g2"],
  });
  const alone = { "voix-1-situation": "minor", "voix-1-titulaires": "1" };
  expect(signatories(alone)).toEqual({ blockedBy: "second-holder-unknown" });
  expect(signatories({ ...alone, "voix-1-preuve": "JAF 26/1234" })).toEqual({
    signatories: ["self", "g1"],
  });
  expect(signatories({ "voix-1-situation": "protected-adult", "voix-1-preuve": "T 12" })).toEqual({
    signatories: ["self", "g1"],
  });
  expect(signatories({ "voix-1-situation": "detained" })).toEqual({
    blockedBy: "detained-without-authorisation",
  });
  expect(signatories({ "voix-1-situation": "minor-in-criminal-proceedings" })).toEqual({
    blockedBy: "minor-in-criminal-proceedings",
  });
});

test("a situation that asks for a proof is sent back without one", () => {
  for (const kind of ["emancipated-minor", "protected-adult"])
    expect(() => signatories({ "voix-1-situation": kind })).toThrow(
      expect.objectContaining({ field: "voix-1-preuve" }),
    );
});

test("typed words change hands where a line begins with a voice's name", () => {
  const fields = {
    ...least,
    "voix-1-prenom": "Bernard",
    "voix-2-prenom": "Inès",
    texte: "Bernard : Regarde.\nD’abord : le métal.\nINÈS: Je regarde.\n",
  };
  expect(readStoryForm(fields).knownText).toEqual([
    { speakerId: "s1", text: "Regarde.\nD’abord : le métal." },
    { speakerId: "s2", text: "Je regarde." },
  ]);
  expect(readStoryForm({ ...least, texte: "Bonjour." }).knownText).toEqual([
    { speakerId: "s1", text: "Bonjour." },
  ]);
});

test("whatever a form holds, it is read or refused in words", () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string()));
  const names = fc.constantFrom(
    "titre",
    "serie",
    "texte",
    "themes",
    "voix-1-prenom",
    "voix-2-situation",
  );
  fc.assert(
    fc.property(fc.dictionary(names, value), (fields) => {
      try {
        readStoryForm(fields);
      } catch (error) {
        expect(error).toMatchObject({ code: "bad-field" });
      }
    }),
  );
});

test("the parts of a file make the whole of it, and none is empty or too large", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 1, max: 3_000_000 }),
      (bytes, partBytes) => {
        const count = Math.min(partCount(bytes, partBytes), 2_000);
        fc.pre(partCount(bytes, partBytes) === count);
        const sizes = Array.from({ length: count }, (_, index) =>
          bytesOfPart(index + 1, bytes, partBytes),
        );
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes);
        expect(sizes.every((size) => size > 0 && size <= partBytes)).toBe(true);
        expect(bytesOfPart(count + 1, bytes, partBytes)).toBe(0);
        expect(bytesOfPart(0, bytes, partBytes)).toBe(0);
      },
    ),
  );
});

test("follow-ups fall due on the same day of the month, or on its last", () => {
  expect(followUpDates("2026-11-30")).toEqual([
    { months: 3, dueOn: "2027-02-28" },
    { months: 6, dueOn: "2027-05-30" },
    { months: 12, dueOn: "2027-11-30" },
  ]);
  expect(addMonths("2027-11-30", 3)).toBe("2028-02-29");
});

test("a faint voice and a microphone at its limit are told, a good recording is not", () => {
  expect(soundHints({ integratedLufs: -20, truePeakDbtp: -2 })).toEqual([]);
  expect(soundHints({ integratedLufs: -44, truePeakDbtp: -20 })).toEqual(["faint"]);
  expect(soundHints({ integratedLufs: -12, truePeakDbtp: 0.4 })).toEqual(["clipped"]);
});

test("a recording is played back as what it begins like", () => {
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  expect(soundTypeOf(bytes("RIFF....WAVEfmt "))).toBe("audio/wav");
  expect(soundTypeOf(bytes("OggS"))).toBe("audio/ogg");
  expect(soundTypeOf(bytes("....ftypM4A "))).toBe("audio/mp4");
  expect(soundTypeOf(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3))).toBe("audio/webm");
  expect(soundTypeOf(Uint8Array.of(0xff, 0xfb, 0x90))).toBe("audio/mpeg");
  expect(soundTypeOf(new Uint8Array())).toBe("application/octet-stream");
});

test("a voice that speaks another language than its story says so, and one that speaks the same says nothing", () => {
  const { language, speakers } = readStoryForm({
    ...least,
    langue: "fr",
    "voix-2-prenom": "Samira",
    "voix-2-langue": "ar",
    "voix-3-prenom": "Paul",
    "voix-3-langue": "fr",
  });
  expect(language).toBe("fr");
  expect(speakers.map((speaker) => speaker.language)).toEqual([undefined, "ar", undefined]);
});
