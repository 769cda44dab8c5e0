/**
 * The colours of a voice, for its page and for its cover alike. Each story has
 * one for good, chosen by its opaque id, so that a colour says nothing about
 * the person and never changes.
 */
export type VoicePalette = {
  /** Name of the colour, as the style sheet's classes have it: `voice-safran`. */
  readonly name: string;
  /** The ground that everything stands on. */
  readonly field: `#${string}`;
  /** Words and waveform; at least 7:1 on the ground (WCAG 1.4.6). */
  readonly ink: `#${string}`;
  /** The waveform of a second voice; at least 3:1 on the ground (WCAG 1.4.11). */
  readonly second: `#${string}`;
};

const ink = "#26172d";

export const voicePalettes = [
  { name: "safran", field: "#f5c25b", ink, second: "#8a4b00" },
  { name: "corail", field: "#f6a58d", ink, second: "#8f2412" },
  { name: "sauge", field: "#a9d3b0", ink, second: "#1f6436" },
  { name: "ciel", field: "#a9cbea", ink, second: "#1c5791" },
  { name: "lilas", field: "#cdb8ee", ink, second: "#6634a6" },
  { name: "rose", field: "#f3b3cc", ink, second: "#98205c" },
  { name: "tilleul", field: "#d3db7a", ink, second: "#566000" },
] as const satisfies readonly VoicePalette[];

/** The palette of a story (by its id) or of a show (by its slug): always the same for the same text. */
export function voicePaletteOf(id: string): VoicePalette {
  // FNV-1a, 32 bits: spreads short texts well and needs four lines.
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return voicePalettes[(hash >>> 0) % voicePalettes.length] ?? voicePalettes[0];
}
