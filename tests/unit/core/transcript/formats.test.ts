import { expect, test } from "vitest";

import { toPlainText } from "#core/transcript/plain-text";
import { toPodcastJson } from "#core/transcript/podcast-json";
import { toSrt } from "#core/transcript/srt";
import { toTurns } from "#core/transcript/turns";
import { toWebVtt } from "#core/transcript/webvtt";
import type { Cue, Transcript } from "#core/transcript/transcript";

const names = new Map([
  ["s1", "Bernard"],
  ["s2", "Inès"],
]);

function transcriptOf(cues: readonly Cue[]): Transcript {
  return {
    language: "fr-FR",
    provenance: "typed",
    engine: "aligned-sounds",
    warnings: [],
    cues: [...cues],
  };
}

const dialogue = transcriptOf([
  { startSeconds: 0.5, endSeconds: 2.25, speakerId: "s1", text: "Elle apprend vite." },
  {
    startSeconds: 2.25,
    endSeconds: 6,
    speakerId: "s1",
    text: "Le premier jour, ses cordons ressemblaient à un chapelet.",
  },
  { startSeconds: 3601.0005, endSeconds: 3603, speakerId: "s2", text: "C'est moi\u00a0!" },
]);

test("WebVTT names who speaks, and says in a last comment where the words come from", () => {
  expect(toWebVtt(dialogue, names)).toBe(`WEBVTT

00:00:00.500 --> 00:00:02.250
<v Bernard>Elle apprend vite.

00:00:02.250 --> 00:00:06.000
<v Bernard>Le premier jour, ses cordons ressemblaient à un chapelet.

01:00:01.001 --> 01:00:03.000
<v Inès>C'est moi\u00a0!

NOTE
language: fr-FR
words: typed
times: aligned-sounds
`);
});

test("SubRip names the voice where it changes and keeps to two lines of 32", () => {
  expect(toSrt(dialogue, names)).toBe(`1
00:00:00,500 --> 00:00:02,250
Bernard: Elle apprend vite.

2
00:00:02,250 --> 00:00:06,000
Le premier jour, ses cordons
ressemblaient à un chapelet.

3
01:00:01,001 --> 01:00:03,000
Inès: C'est moi\u00a0!
`);
});

test("the podcast JSON has version, segments, and speakers by name only", () => {
  expect(JSON.parse(toPodcastJson(dialogue, new Map([["s2", "Inès"]])))).toEqual({
    version: "1.0.0",
    segments: [
      { startTime: 0.5, endTime: 2.25, body: "Elle apprend vite." },
      {
        startTime: 2.25,
        endTime: 6,
        body: "Le premier jour, ses cordons ressemblaient à un chapelet.",
      },
      { speaker: "Inès", startTime: 3601.001, endTime: 3603, body: "C'est moi\u00a0!" },
    ],
  });
});

test("plain text has a paragraph a turn, with names where several voices speak", () => {
  expect(toPlainText(dialogue, names)).toBe(
    "Bernard: Elle apprend vite. Le premier jour, ses cordons ressemblaient à un chapelet.\n\nInès: C'est moi\u00a0!\n",
  );
  expect(toPlainText(transcriptOf(dialogue.cues.slice(0, 1)), names)).toBe("Elle apprend vite.\n");
});

test("turns gather the cues of one voice with their starts", () => {
  expect(toTurns(dialogue, new Map([["s1", "Bernard"]]))).toEqual([
    {
      speakerId: "s1",
      name: "Bernard",
      startSeconds: 0.5,
      endSeconds: 6,
      cues: [
        { startSeconds: 0.5, endSeconds: 2.25, text: "Elle apprend vite." },
        {
          startSeconds: 2.25,
          endSeconds: 6,
          text: "Le premier jour, ses cordons ressemblaient à un chapelet.",
        },
      ],
    },
    {
      speakerId: "s2",
      startSeconds: 3601.0005,
      endSeconds: 3603,
      cues: [{ startSeconds: 3601.0005, endSeconds: 3603, text: "C'est moi\u00a0!" }],
    },
  ]);
});

test("a speaker whose name may not be shown is named in no format", () => {
  const files = [toWebVtt, toSrt, toPodcastJson, toPlainText].map((write) =>
    write(dialogue, new Map()),
  );
  for (const file of files) expect(file).not.toMatch(/Bernard|Inès|s1|s2|<v/u);
  expect(JSON.stringify(toTurns(dialogue, new Map()))).not.toMatch(/Bernard|Inès/u);
});

test("a speaker called like a property of every object has no name by accident", () => {
  const cues = [{ startSeconds: 0, endSeconds: 1, speakerId: "constructor", text: "Oui." }];
  expect(toWebVtt(transcriptOf(cues), new Map())).not.toContain("<v");
});

test("markup in words and names stays text", () => {
  const cues = [
    { startSeconds: 0, endSeconds: 1, speakerId: "s1", text: "a < b && c --> d <script>" },
  ];
  const vtt = toWebVtt(transcriptOf(cues), new Map([["s1", "An<na>\n&\u0085Co"]]));
  expect(vtt).toContain("<v An&lt;na&gt; & Co>".replace("& Co", "&amp; Co"));
  expect(vtt).toContain("a &lt; b &amp;&amp; c --&gt; d &lt;script&gt;");
});

test("a voice without a name after one with a name starts with a dash in SubRip", () => {
  const cues = [
    { startSeconds: 0, endSeconds: 1, speakerId: "s1", text: "Oui." },
    { startSeconds: 1, endSeconds: 2, speakerId: "s3", text: "Non." },
  ];
  expect(toSrt(transcriptOf(cues), names)).toMatch(/Bernard: Oui\.[^]*\n– Non\./u);
});

test("an engine's name cannot break the comment it stands in", () => {
  const vtt = toWebVtt({ ...dialogue, engine: "x\n\n00:00:00.000 --> 00:00:01.000\nfaux" }, names);
  expect(vtt.match(/-->/gu)).toHaveLength(3);
});
