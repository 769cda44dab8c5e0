import { AppError } from "../errors.ts";

/** One channel of sound, each sample from −1 to 1. */
export type Sound = { readonly sampleRateHz: number; readonly samples: Float32Array };

function invalid(reason: string): AppError {
  return new AppError("speech-file-invalid", { params: { reason } });
}

function readTag(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

type Format = { readonly channels: number; readonly sampleRateHz: number };

function readFormat(view: DataView, at: number): Format {
  const kind = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const sampleRateHz = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  // 0xfffe is "extensible", which ffmpeg writes for some layouts of plain PCM.
  if ((kind !== 1 && kind !== 0xfffe) || bits !== 16) throw invalid("not 16-bit PCM");
  if (channels !== 1) throw invalid(`${channels} channels instead of one`);
  if (sampleRateHz < 8000 || sampleRateHz > 48_000) throw invalid(`${sampleRateHz} Hz`);
  return { channels, sampleRateHz };
}

function readSamples(view: DataView, at: number, bytes: number): Float32Array {
  const samples = new Float32Array(Math.floor(bytes / 2));
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(at + 2 * i, true) / 32_768;
  return samples;
}

/**
 * Reads a mono 16-bit PCM WAV of 8 to 48 kHz. A declared data length beyond the end of the
 * bytes is cut there, because programs that write WAV to a pipe (eSpeak NG does)
 * cannot know the length when they write the header. Throws `speech-file-invalid`
 * (param `reason`) for anything else.
 */
export function readPcmWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 44 || readTag(view, 0) !== "RIFF" || readTag(view, 8) !== "WAVE") {
    throw invalid("not a WAV file");
  }
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const tag = readTag(view, at);
    const size = Math.min(view.getUint32(at + 4, true), bytes.byteLength - at - 8);
    if (tag === "fmt " && size >= 16) format = readFormat(view, at + 8);
    if (tag === "data" && format !== undefined) {
      return { sampleRateHz: format.sampleRateHz, samples: readSamples(view, at + 8, size) };
    }
    at += 8 + size + (size % 2);
  }
  throw invalid("no sound in it");
}
