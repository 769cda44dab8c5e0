import { createSharpArtist } from "#adapters/sharp/sharp-artist";
import { createLocalTranscoder } from "./programs.ts";

/** What works on sound and pictures alone, without stores or a site: for measuring it. */
export function createMedia(environment: Readonly<Record<string, string | undefined>>) {
  return { transcoder: createLocalTranscoder(environment), artist: createSharpArtist() };
}
