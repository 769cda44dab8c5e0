/**
 * Stands in for eSpeak NG where it is not installed: same options, same standard
 * input and output, but the voice of the test synthesiser. Started by
 * `installFakeEspeak`, never imported.
 */
import { appendFileSync } from "node:fs";
import { text } from "node:stream/consumers";

import { speak, writeWav, type Voice } from "../../scripts/bench-speech-synth.ts";

const voices: Readonly<Record<string, Voice>> = {
  "": { pitchHz: 100, formantScale: 0.96, pace: 0.9 },
  "+f2": { pitchHz: 220, formantScale: 1.2, pace: 0.95 },
  "+m3": { pitchHz: 85, formantScale: 0.9, pace: 1 },
};

const options = process.argv.slice(2);
const words = await text(process.stdin);
const log = process.env["FAKE_ESPEAK_LOG"];
if (log !== undefined) appendFileSync(log, `${JSON.stringify({ options, words })}\n`);

const [language = "", variant = ""] = (options[options.indexOf("-v") + 1] ?? "").split(/(?=\+)/u);
if (language === "xx") {
  process.stderr.write("Error: The specified espeak-ng voice does not exist.\n");
  process.exit(1);
}
if (words.includes("attendre")) setTimeout(() => undefined, 60_000);
else {
  const { sound } = speak([{ text: words, pauseSeconds: 0.3 }], voices[variant]!, language);
  process.stdout.write(writeWav(sound));
}
