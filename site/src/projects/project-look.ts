import type { Project } from "#core/content/project";
import { type VoicePalette, voicePalettes } from "#core/picture/voice-palette";
import { projects } from "./project-catalogue.ts";

/** Three steps on in a circle of seven: neighbours in a list never look alike. */
const step = 3;

/** The colours of a project, by its place in the call: that never changes any more. */
export function paletteOf({ slug }: Pick<Project, "slug">): VoicePalette {
  const place = Math.max(
    0,
    projects.findIndex((project) => project.slug === slug),
  );
  return voicePalettes[(place * step) % voicePalettes.length] ?? voicePalettes[0];
}
