/** The markup of a minute to play; what it does is in scripts/voice-player.ts. */
import type { EpisodeView } from "#core/press/catalogue";
import { filled } from "../hole.ts";
import { playerFrames } from "./player-frame.ts";
import { type PlayerPlace, playerParts } from "./player-parts.ts";

/** The player of a story: the browser's own controls, and those that a script shows in their place. */
export const playerHtml = (story: EpisodeView, place: PlayerPlace): string =>
  filled(playerFrames[place.locale], playerParts(story, place));
