import { spawn } from "node:child_process";
import { AppError } from "#core/errors";

export type EspeakConfig = {
  readonly espeakPath: string;
  /** One sentence takes about 20 ms; this is for a machine that is very busy. */
  readonly timeoutSeconds?: number;
};

const timeoutSecondsDefault = 20;
/** Three minutes of 22 kHz speech are 8 MB; more than this is not one sentence. */
const speechBytesMax = 30_000_000;
/** An unhurried pace in words a minute; the aligner scales it to the speaker's. */
const wordsPerMinute = 160;

/** A man's voice, a woman's and an old man's: together they say what any voice might. */
export const voiceVariants = ["", "+f2", "+m3"] as const;
export type VoiceVariant = (typeof voiceVariants)[number];

/** eSpeak NG knows voices by language; anything but letters could be taken for an option or a path. */
function voiceOf(language: string): string {
  return /^[a-z]{2,3}/iu.exec(language)?.[0].toLowerCase() ?? "en";
}

/** Double brackets would switch eSpeak NG to phoneme codes. */
const plainText = (text: string): string => text.replace(/\[\[|\]\]/gu, " ");

function unavailable(path: string, language: string, cause: unknown): AppError {
  return new AppError("transcriber-unavailable", {
    params: { engine: "aligned-espeak", language, path },
    cause,
  });
}

/**
 * Speaks one sentence and returns it as a WAV file. The text goes in by
 * standard input, so that no text can be an option. Throws
 * `transcriber-unavailable` when the program or the voice is missing,
 * `transcriber-timeout` (retryable).
 */
export function speakSentence(
  config: EspeakConfig,
  text: string,
  language: string,
  variant: VoiceVariant,
  signal?: AbortSignal,
): Promise<Buffer> {
  const { espeakPath, timeoutSeconds = timeoutSecondsDefault } = config;
  const options = [
    "-v",
    `${voiceOf(language)}${variant}`,
    "-s",
    String(wordsPerMinute),
    "-b",
    "1",
    "--stdin",
    "--stdout",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(espeakPath, options, {
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeoutSeconds * 1000,
      killSignal: "SIGKILL",
      ...(signal === undefined ? {} : { signal }),
    });
    const sound: Buffer[] = [];
    let bytes = 0;
    let complaint = "";
    child.stdout.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > speechBytesMax) child.kill("SIGKILL");
      else sound.push(piece);
    });
    child.stderr.on("data", (piece: Buffer) => {
      complaint = (complaint + piece.toString()).slice(0, 500);
    });
    // A program that stops reading early closes the pipe; its exit status says why.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => reject(unavailable(espeakPath, language, error)));
    child.on("close", (status, killedBy) => {
      if (status === 0 && bytes > 44) resolve(Buffer.concat(sound));
      else if (killedBy !== null) {
        reject(
          new AppError("transcriber-timeout", {
            params: { seconds: timeoutSeconds },
            retryable: true,
          }),
        );
      } else
        reject(unavailable(espeakPath, language, new Error(complaint || `exit status ${status}`)));
    });
    child.stdin.end(plainText(text));
  });
}
