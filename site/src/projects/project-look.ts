import type { Project } from "#core/content/project";
import { type VoicePalette, voicePalettes } from "#core/picture/voice-palette";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { nationalCall } from "./project-catalogue.ts";

/** Three steps on in a circle of seven: neighbours in a list never look alike. */
const step = 3;

const order = nationalCall.waves.flatMap(({ laureates }) => laureates);

/** The colours of a project, by its place in the call: that never changes any more. One that is not in the call has those of its name. */
export function paletteOf({ slug }: Pick<Project, "slug">): VoicePalette {
  const place = order.indexOf(slug);
  if (place < 0) return voicePaletteOf(slug);
  return voicePalettes[(place * step) % voicePalettes.length] ?? voicePalettes[0];
}
