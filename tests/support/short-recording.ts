/** A few seconds of a voice, and what is said in them: for tests that need a real story, and not a whole minute of it. */
import { demoPath, ffmpeg } from "./audio-tools.ts";

/** The subtitles of the recording say from when to when. */
const cutSeconds = { from: 1.3, length: 6.3 };

export const shortWords =
  "Pendant un an et demi, elle n'a pas travaillé. Ce qui lui manque le plus n'est pas ce que l'on croit.";

/** Writes it to `path`, in the format that its name says. */
export async function makeShortRecording(path: string): Promise<void> {
  const cut = ["-ss", String(cutSeconds.from), "-t", String(cutSeconds.length)];
  await ffmpeg(...cut, "-i", demoPath("marie.mp3"), "-ac", "1", path);
}
