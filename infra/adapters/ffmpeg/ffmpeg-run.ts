/**
 * One run of ffmpeg as plain data, and the fences that every run has. The
 * argument lists beside this file are built from it; whatever runs them can be
 * replaced without touching any.
 */
import { containersAllowed, decodersAllowed } from "#core/audio/formats";

/** Options go before the file they belong to. */
export type FfmpegRun = {
  readonly inputs: readonly RunFile[];
  readonly filterGraph?: string;
  readonly outputs: readonly RunFile[];
};
export type RunFile = { readonly options: readonly string[]; readonly path: string };

/** No file that people send needs one block of memory larger than this; a hostile header asks for gigabytes. */
const allocationBytesMax = 256 * 1024 * 1024;
/** Covers in front of the sound are large: looking this far finds the sound behind them. */
const formatProbeBytes = 16 * 1024 * 1024;

/** How a system ends a program that did what no program may: always the file's doing, never anybody's wish. */
export const crashSignals: readonly string[] = ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL"];

/** Options as they are written in a shell; only for words of ours, since a space always divides. */
export const flags = (words: string): readonly string[] => words.split(" ");

/** `file:` keeps a name that begins with a dash or holds a colon from meaning anything else. */
export const asFile = (path: string): string => `file:${path}`;
/** Where ffmpeg's null format writes to. */
export const nowhere = "-";

export const lean = flags(`-hide_banner -max_alloc ${allocationBytesMax}`);
const quiet = [...lean, ...flags("-nostdin -loglevel level+info")];
const onlyFiles = flags("-protocol_whitelist file");
/** Playlists and scripts are formats too: with this list none of them is opened. */
export const onlyKnownFormats = [
  ...onlyFiles,
  ...flags(`-format_whitelist ${containersAllowed.join(",")}`),
  ...flags(`-formatprobesize ${formatProbeBytes}`),
];
/** With it not even a video's picture can reach a decoder. */
const onlyKnownCodecs = flags(
  `-codec_whitelist ${Object.values(decodersAllowed).flat().join(",")}`,
);

/** A file that somebody sent: nothing but sound in a known form, and no more of it than `secondsMax`. */
export const untrusted = (path: string, secondsMax: number): RunFile => ({
  options: [
    ...quiet,
    ...onlyKnownFormats,
    ...onlyKnownCodecs,
    ...flags(`-t ${secondsMax} -vn -sn -dn`),
  ],
  path: asFile(path),
});

/** A file that this adapter wrote. */
export const trusted = (path: string, options: readonly string[] = []): RunFile => ({
  options: [...quiet, ...onlyFiles, ...options],
  path: asFile(path),
});

/** Writes no more than this, whatever comes in. */
export const limited = (bytesMax: number): readonly string[] => flags(`-fs ${bytesMax}`);

/** Loudness as the policy means it; `framelog` moves ten lines a second out of the report. */
export const meter = "dualmono=true:framelog=verbose";
