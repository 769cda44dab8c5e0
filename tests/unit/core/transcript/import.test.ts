import fc from "fast-check";
import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import { toImportedTranscript } from "#core/transcript/imported";
import { importCharsMax } from "#core/transcript/import";
import { parsePodcastJson } from "#core/transcript/podcast-json-parse";
import { parseSrt } from "#core/transcript/srt-parse";
import { parseWebVtt } from "#core/transcript/webvtt-parse";
import { cuesMax } from "#core/transcript/transcript";

const vtt = (body: string) => parseWebVtt(`WEBVTT\n\n${body}`);
const texts = (imported: { cues: readonly { text: string }[] }) =>
  imported.cues.map((cue) => cue.text);

function refusal(run: () => unknown): { code: string; params: AppError["params"] } {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    throw error;
  }
  throw new Error("It was accepted.");
}

test("WebVTT from elsewhere: byte order mark, Windows line ends, headers, styles, regions, settings, identifiers", () => {
  const file = `\ufeffWEBVTT - Titre\r
Kind: captions\r
Language: fr\r
\r
STYLE\r
::cue { color: red }\r
\r
REGION\r
id:bas\r
\r
NOTE relu\r
\r
intro-1\r
00:01.000 --> 00:02.500 position:10% align:start\r
<v.fort Anna>Bonjour <i>à</i> tous,<br>\r
dit-elle &amp; rit.\r
\r
00:00:03.000 --> 00:00:04.000\r
<00:00:03.500><c.jaune>Oui</c>\r
`;
  expect(parseWebVtt(file)).toEqual({
    language: "fr",
    cues: [
      {
        startSeconds: 1,
        endSeconds: 2.5,
        speakerName: "Anna",
        text: "Bonjour à tous, dit-elle & rit.",
      },
      { startSeconds: 3, endSeconds: 4, text: "Oui" },
    ],
  });
});

test("two voices in one WebVTT cue become two cues that share its time", () => {
  expect(vtt("00:00.000 --> 00:04.000\n<v Anna>Oui oui <v Ben>Non non").cues).toEqual(
    [
      { startSeconds: 0, endSeconds: 2.133, speakerName: "Anna", text: "Oui oui" },
      { startSeconds: 2.133, endSeconds: 4, speakerName: "Ben", text: "Non non" },
    ].map((cue, i) => ({
      ...cue,
      ...(i === 0
        ? { endSeconds: expect.closeTo(2.13, 1) }
        : { startSeconds: expect.closeTo(2.13, 1) }),
    })),
  );
});

test("a less-than sign that opens no tag is text", () => {
  expect(texts(vtt("00:00.000 --> 00:01.000\n3 < 4 <3 a<b"))).toEqual(["3 < 4 <3 a<b"]);
});

test("SubRip from elsewhere: points for commas, no counters, tags, positions, short decimals, more blank lines", () => {
  const file =
    '\ufeff\n1\n00:00:01.5 --> 00:00:02,250 X1:10\n{\\an8}<i>Bonjour</i>\n<font color="red">à tous</font>\n\n\n\n00:00:03,000 --> 00:00:04,000\nOui\n';
  expect(parseSrt(file).cues).toEqual([
    { startSeconds: 1.5, endSeconds: 2.25, text: "Bonjour à tous" },
    { startSeconds: 3, endSeconds: 4, text: "Oui" },
  ]);
});

test("a voice goes on in SubRip until another is named", () => {
  const file =
    "1\n00:00:01,000 --> 00:00:02,000\nAnna: Oui.\n\n2\n00:00:02,000 --> 00:00:03,000\nNon.\n\n3\n00:00:03,000 --> 00:00:04,000\nJean-Paul B.: Si.\n";
  expect(parseSrt(file).cues.map((cue) => cue.speakerName)).toEqual([
    "Anna",
    "Anna",
    "Jean-Paul B.",
  ]);
});

test("a colon within a sentence names nobody", () => {
  const one = (text: string, names?: readonly string[]) =>
    parseSrt(
      `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`,
      names === undefined ? {} : { speakerNames: names },
    ).cues[0];
  expect(one("Elle a dit une seule chose ce jour-là: oui")).toMatchObject({
    text: "Elle a dit une seule chose ce jour-là: oui",
  });
  expect(one("Une équipe : répartir")).not.toHaveProperty("speakerName");
  expect(one("Remarque: oui", ["Anna"])).not.toHaveProperty("speakerName");
});

test.for([
  ["nothing", "", "transcript-file-empty", {}],
  ["white space", " \n\n", "transcript-file-empty", {}],
  [
    "too much",
    "x".repeat(importCharsMax + 1),
    "transcript-file-too-large",
    { charactersMax: importCharsMax },
  ],
  [
    "no header",
    "Bonjour\n\n00:00.000 --> 00:01.000\nOui",
    "transcript-not-webvtt",
    { line: 1, column: 1, found: "Bonjour" },
  ],
  ["no cue", "WEBVTT\n\nNOTE rien\n", "transcript-no-cues", {}],
  [
    "text without times",
    "WEBVTT\n\nBonjour\nà tous\n",
    "transcript-time-missing",
    { line: 3, found: "Bonjour" },
  ],
  [
    "a comma for a point is fine but letters are not",
    "WEBVTT\n\n00:00.000 --> 00:0x.000\nOui",
    "transcript-time-invalid",
    { line: 3, column: 15, found: "00:0x.000" },
  ],
  [
    "61 seconds",
    "WEBVTT\n\n00:61.000 --> 00:62.000\nOui",
    "transcript-time-invalid",
    { line: 3, column: 1 },
  ],
  [
    "no second time",
    "WEBVTT\n\n00:01.000 -->\nOui",
    "transcript-time-invalid",
    { line: 3, column: 14 },
  ],
  [
    "an end before the start",
    "WEBVTT\n\n1\n00:02.000 --> 00:01.000\nOui",
    "transcript-cue-backwards",
    { line: 4, column: 15, start: "00:02.000", end: "00:01.000" },
  ],
  [
    "cues out of order",
    "WEBVTT\n\n00:02.000 --> 00:03.000\nOui\n\n00:01.000 --> 00:02.000\nNon",
    "transcript-cue-out-of-order",
    { line: 7, text: "Non" },
  ],
  [
    "no blank line between cues",
    "WEBVTT\n\n00:01.000 --> 00:02.000\nOui\n00:02.000 --> 00:03.000\nNon",
    "transcript-blank-line-missing",
    { line: 5 },
  ],
  [
    "a cue of 501 characters",
    `WEBVTT\n\n00:01.000 --> 00:02.000\n${"x".repeat(501)}`,
    "transcript-cue-too-long",
    { line: 4, characters: 501 },
  ],
] as const)("WebVTT with %s is refused with the place and the reason", ([, file, code, params]) => {
  expect(refusal(() => parseWebVtt(file))).toMatchObject({ code, params });
});

test("SubRip is refused with the place and the reason", () => {
  expect(refusal(() => parseSrt("1\nBonjour"))).toMatchObject({
    code: "transcript-time-missing",
    params: { line: 1 },
  });
  expect(refusal(() => parseSrt("1\n00:00:01,000 -> 00:00:02,000\nOui"))).toMatchObject({
    code: "transcript-time-missing",
  });
  expect(refusal(() => parseSrt("1\n00:00:01,000 --> 00:00:01,000\nOui"))).toMatchObject({
    code: "transcript-cue-backwards",
    params: { line: 2 },
  });
  expect(
    refusal(() =>
      parseSrt("1\n00:00:01,000 --> 00:00:02,000\nOui\n2\n00:00:03,000 --> 00:00:04,000\nNon"),
    ),
  ).toMatchObject({
    code: "transcript-blank-line-missing",
    params: { line: 5 },
  });
});

test("the podcast JSON is refused with the segment and the field", () => {
  const file = (segments: unknown) => JSON.stringify({ version: "1.0.0", segments });
  expect(refusal(() => parsePodcastJson('{"version": "1.0.0",\n "segments": [}'))).toMatchObject({
    code: "transcript-not-json",
    params: { line: 2 },
  });
  expect(refusal(() => parsePodcastJson("[]"))).toMatchObject({ code: "transcript-json-field" });
  expect(
    refusal(() =>
      parsePodcastJson(
        file([
          { startTime: 0, endTime: 1, body: "a" },
          { startTime: "1", endTime: 2, body: "b" },
        ]),
      ),
    ),
  ).toMatchObject({
    code: "transcript-json-field",
    params: { segment: 2, name: "startTime" },
  });
  expect(
    refusal(() => parsePodcastJson(file([{ startTime: 2, endTime: 1, body: "a" }]))),
  ).toMatchObject({ params: { segment: 1, name: "endTime" } });
  expect(refusal(() => parsePodcastJson(file([])))).toMatchObject({ code: "transcript-no-cues" });
});

test("more cues than any story has are refused", () => {
  const cue = (i: number) =>
    `00:00:${String(Math.floor(i / 10) % 60).padStart(2, "0")}.${i % 10}00 --> 00:01:59.000\nOui\n`;
  const file = (count: number) =>
    `WEBVTT\n\n${Array.from({ length: count }, (_, i) => cue(i)).join("\n")}`;
  expect(parseWebVtt(file(cuesMax)).cues).toHaveLength(cuesMax);
  expect(refusal(() => parseWebVtt(file(cuesMax + 1)))).toMatchObject({
    code: "transcript-too-many-cues",
    params: { cuesMax },
  });
});

const target = { language: "fr", speakerIds: new Map([["Anna", "s1"]]), durationSeconds: 10 };

test("an imported file becomes a transcript: names are speakers, unknown ones are told", () => {
  const imported = vtt(
    "00:01.000 --> 00:02.000\n<v Anna>Oui\n\n00:02.000 --> 00:03.000\n<v Zoé>Non",
  );
  expect(toImportedTranscript(imported, target)).toEqual({
    language: "fr",
    provenance: "imported",
    engine: "imported",
    cues: [
      { startSeconds: 1, endSeconds: 2, text: "Oui", speakerId: "s1" },
      { startSeconds: 2, endSeconds: 3, text: "Non" },
    ],
    warnings: [{ code: "speaker-unknown", text: "Zoé" }],
  });
});

test("a file cannot claim that its words were read and corrected here", () => {
  const imported = vtt("00:01.000 --> 00:02.000\nOui\n\nNOTE\nwords: corrected\n");
  expect(toImportedTranscript(imported, target).provenance).toBe("imported");
});

test("times move with the trimmed silence, and what lies before or after it is gone", () => {
  const imported = vtt(
    "00:00.500 --> 00:01.000\nÀ\n\n00:01.000 --> 00:03.000\nB\n\n00:11.000 --> 00:13.000\nC",
  );
  expect(toImportedTranscript(imported, { ...target, trimmedSeconds: 1.5 }).cues).toEqual([
    { startSeconds: 0, endSeconds: 1.5, text: "B" },
    { startSeconds: 9.5, endSeconds: 10, text: "C" },
  ]);
});

test("a file that belongs to a longer recording is refused", () => {
  expect(
    refusal(() => toImportedTranscript(vtt("00:12.000 --> 00:13.000\nOui"), target)),
  ).toMatchObject({
    code: "transcript-longer-than-audio",
    params: { endSeconds: 12, durationSeconds: 10 },
  });
});

const importers = { parseWebVtt, parseSrt, parsePodcastJson };
const pieces = fc.constantFrom(
  "WEBVTT",
  "\n",
  "\n\n",
  "\r\n",
  "NOTE",
  "STYLE",
  "REGION",
  "00:00:01.000",
  "00:01,5",
  " --> ",
  "-->",
  "<v Anna>",
  "<v ",
  "</v>",
  "<c.",
  "<00:01.000>",
  "<",
  ">",
  "&amp;",
  "&#x110000;",
  "&#0;",
  "{\\",
  "1",
  "Anna: ",
  "– ",
  "\u2060",
  "\ufeff",
  "oui ",
  '{"version":"1.0.0","segments":[',
  '{"startTime":1,"endTime":2,"body":"a"}',
  "]}",
  ",",
  "\0",
  "\u2028",
);

test.for(Object.entries(importers))(
  "%s answers any input with cues or an error of its own",
  ([, parse]) => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(anything, fc.boolean(), (text, headed) => {
        try {
          const imported = parse(headed ? `WEBVTT\n\n${text}` : text);
          expect(imported.cues.length).toBeGreaterThan(0);
          for (const cue of imported.cues) expect(cue.endSeconds).toBeGreaterThan(cue.startSeconds);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 400 },
    );
  },
);

test.for([
  ["open tags", "<v ".repeat(60_000)],
  ["open brackets", "<".repeat(190_000)],
  ["ampersands", "&#".repeat(90_000)],
  ["arrows", "-->".repeat(60_000)],
  ["digits and colons", "00:".repeat(60_000)],
  ["braces", "{\\".repeat(90_000)],
  ["capitals", "A ".repeat(90_000)],
  ["nested arrays", "[".repeat(190_000)],
] as const)("a flood of %s is answered, not chewed on", ([, flood]) => {
  for (const file of [
    `WEBVTT\n\n00:00.000 --> 00:01.000\n${flood}`,
    `1\n00:00:00,000 --> 00:00:01,000\n${flood}`,
    flood,
  ]) {
    for (const parse of Object.values(importers)) expect(() => parse(file)).toThrow(AppError);
  }
});
