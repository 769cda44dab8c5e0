import type { App } from "#pipeline/app";

/** The words spread evenly over the recording: what is read here is their form. */
export const evenly: App["transcriber"] = {
  name: "evenly",
  collect: (ticket) => Promise.resolve({ ticket }),
  forget: () => Promise.resolve(),
  transcribe: async ({ knownText = [], language, durationSeconds }) => ({
    language,
    provenance: "typed",
    engine: "evenly",
    warnings: [],
    cues: knownText.map(({ text, speakerId }, index) => ({
      startSeconds: (index * durationSeconds) / knownText.length,
      endSeconds: ((index + 0.9) * durationSeconds) / knownText.length,
      text,
      ...(speakerId === undefined ? {} : { speakerId }),
    })),
  }),
};
