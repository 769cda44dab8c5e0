import fc from "fast-check";
import { expect, test } from "vitest";

import { toImportedTranscript } from "#core/transcript/imported";
import type { ImportedTranscript } from "#core/transcript/import";
import { parsePodcastJson } from "#core/transcript/podcast-json-parse";
import { toPodcastJson } from "#core/transcript/podcast-json";
import { parseSrt } from "#core/transcript/srt-parse";
import { toSrt } from "#core/transcript/srt";
import { parseWebVtt } from "#core/transcript/webvtt-parse";
import { toWebVtt } from "#core/transcript/webvtt";
import type { Transcript } from "#core/transcript/transcript";

import { speakerNames, transcripts } from "../../../support/transcript-arbitraries.ts";

const speakerIds = new Map([...speakerNames].map(([id, name]) => [name, id]));

/** Words, times in milliseconds and speakers: what every format has to carry. */
const essence = (transcript: Transcript) =>
  transcript.cues.map(({ startSeconds, endSeconds, text, speakerId }) => [
    Math.round(startSeconds * 1000),
    Math.round(endSeconds * 1000),
    text,
    speakerId,
  ]);

const comeBack = (imported: ImportedTranscript): Transcript =>
  toImportedTranscript(imported, { language: "fr", speakerIds, durationSeconds: 1000 });

const formats = {
  WebVTT: (transcript: Transcript) => comeBack(parseWebVtt(toWebVtt(transcript, speakerNames))),
  SubRip: (transcript: Transcript) =>
    comeBack(
      parseSrt(toSrt(transcript, speakerNames), { speakerNames: [...speakerNames.values()] }),
    ),
  "SubRip with names guessed": (transcript: Transcript) =>
    comeBack(parseSrt(toSrt(transcript, speakerNames))),
  JSON: (transcript: Transcript) =>
    comeBack(parsePodcastJson(toPodcastJson(transcript, speakerNames))),
};

test.for(Object.entries(formats))(
  "%s carries words, times and speakers there and back",
  ([, pass]) => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        expect(essence(pass(transcript))).toEqual(essence(transcript));
      }),
      { numRuns: 200 },
    );
  },
);

test("nothing is lost on the way round through all three formats", () => {
  fc.assert(
    fc.property(transcripts, (transcript) => {
      const back = formats.JSON(formats.SubRip(formats.WebVTT(transcript)));
      expect(essence(back)).toEqual(essence(transcript));
    }),
    { numRuns: 100 },
  );
});

test("WebVTT also carries the language and where the words come from", () => {
  const transcript: Transcript = {
    language: "ar-MA",
    provenance: "corrected",
    engine: "whisper",
    warnings: [],
    cues: [{ startSeconds: 0, endSeconds: 1, text: "نعم" }],
  };
  expect(parseWebVtt(toWebVtt(transcript, new Map()))).toMatchObject({
    language: "ar-MA",
    provenance: "corrected",
  });
});
