/** Transcripts as programs read them that nobody here wrote: the W3C's WebVTT parser, and transcriptator, the reader of Podverse. */
import { createRequire } from "node:module";

import fc from "fast-check";
import { expect, test, vi } from "vitest";

import { toPodcastJson } from "#core/transcript/podcast-json";
import { toSrt } from "#core/transcript/srt";
import { toWebVtt } from "#core/transcript/webvtt";
import type { Transcript } from "#core/transcript/transcript";

import { speakerNames, transcripts } from "../support/transcript-arbitraries.ts";

type VttCue = { readonly startTime: number; readonly endTime: number; readonly text: string };
type VttReading = {
  readonly cues: readonly VttCue[];
  readonly errors: readonly { message: string }[];
};
type Segment = {
  readonly startTime: number;
  readonly endTime: number;
  readonly body: string;
  readonly speaker?: string;
};

// Both are CommonJS, and the first has no types.
const require = createRequire(import.meta.url);
const { WebVTTParser } = require("webvtt-parser") as {
  WebVTTParser: new () => { parse(file: string, mode: string): VttReading };
};
const { convertFile, TranscriptFormat } =
  require("transcriptator") as typeof import("transcriptator");

const demo: Transcript = {
  language: "fr",
  provenance: "typed",
  engine: "aligned-sounds",
  warnings: [],
  cues: [
    {
      startSeconds: 0.5,
      endSeconds: 3.25,
      speakerId: "s1",
      text: "Au centre, on m'a mise à côté de Bernard.",
    },
    {
      startSeconds: 3.25,
      endSeconds: 6.5,
      speakerId: "s2",
      text: "Elle apprend vite\u00a0! Et pourtant, 3 < 4 & 5 > 4.",
    },
  ],
};
const demoNames = new Map([
  ["s1", "Ines"],
  ["s2", "Bernard"],
]);

const milliseconds = (cues: readonly { startTime: number; endTime: number }[]) =>
  cues.map(({ startTime, endTime }) => [Math.round(startTime * 1000), Math.round(endTime * 1000)]);
const times = (transcript: Transcript) =>
  transcript.cues.map(({ startSeconds, endSeconds }) => [
    Math.round(startSeconds * 1000),
    Math.round(endSeconds * 1000),
  ]);

/** It prints what it skips, and skips the closing comment. */
function readWithTranscriptator(
  file: string,
  format: (typeof TranscriptFormat)[keyof typeof TranscriptFormat],
): Segment[] {
  const print = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const segments = convertFile(file, format) as Segment[];
  print.mockRestore();
  return segments;
}

test("the W3C's parser finds nothing to complain about, whatever is said by whom", () => {
  fc.assert(
    fc.property(transcripts, (transcript) => {
      const { cues, errors } = new WebVTTParser().parse(
        toWebVtt(transcript, speakerNames),
        "metadata",
      );
      expect(errors).toEqual([]);
      expect(milliseconds(cues)).toEqual(times(transcript));
    }),
    { numRuns: 150 },
  );
});

test("the W3C's parser does complain about a file that is broken, so its silence means something", () => {
  const broken = toWebVtt(demo, demoNames).replace("&lt;", "<i>");
  expect(new WebVTTParser().parse(broken, "subtitles").errors).not.toEqual([]);
});

test("transcriptator reads the demo's WebVTT with times and speakers", () => {
  expect(readWithTranscriptator(toWebVtt(demo, demoNames), TranscriptFormat.VTT)).toMatchObject([
    {
      startTime: 0.5,
      endTime: 3.25,
      speaker: "Ines",
      body: "Au centre, on m'a mise à côté de Bernard.",
    },
    { startTime: 3.25, endTime: 6.5, speaker: "Bernard" },
  ]);
});

test("transcriptator reads the demo's SubRip and JSON alike", () => {
  const srt = readWithTranscriptator(toSrt(demo, demoNames), TranscriptFormat.SRT);
  const json = readWithTranscriptator(toPodcastJson(demo, demoNames), TranscriptFormat.JSON);
  expect(srt.map(({ speaker, body }) => [speaker, body.replaceAll("\n", " ")])).toEqual(
    json.map(({ speaker, body }) => [speaker, body]),
  );
  expect(milliseconds(srt)).toEqual(milliseconds(json));
});

test("transcriptator finds every cue of any transcript in each format", () => {
  fc.assert(
    fc.property(transcripts, (transcript) => {
      for (const [file, format] of [
        [toWebVtt(transcript, speakerNames), TranscriptFormat.VTT],
        [toSrt(transcript, speakerNames), TranscriptFormat.SRT],
        [toPodcastJson(transcript, speakerNames), TranscriptFormat.JSON],
      ] as const) {
        expect(milliseconds(readWithTranscriptator(file, format))).toEqual(times(transcript));
      }
    }),
    { numRuns: 60 },
  );
});
