import { clockTime } from "../format/clock-time.ts";
import type { PlayerParts } from "./player-parts.ts";

/** Shows on the dial and in the deck where the recording stands. */
export function showPlace(parts: PlayerParts, place: number, playing: boolean): void {
  const { player, dial, seek, all, said, wholeSeconds } = parts;
  const whole = clockTime(Math.round(wholeSeconds));
  const position = said("position").replace("{now}", clockTime(place)).replace("{whole}", whole);
  dial.style.setProperty("--heard", String(Math.min(1, place / wholeSeconds)));
  // Written only when it changes: this runs with every frame of the screen.
  if (seek.getAttribute("aria-valuetext") !== position) {
    seek.value = String(Math.round(place));
    seek.setAttribute("aria-valuetext", position);
    const left = place > 0 ? `−${clockTime(Math.ceil(wholeSeconds - place))}` : whole;
    for (const time of all("left")) time.textContent = left;
  }
  player.toggleAttribute("data-begun", place > 0 || playing);
}

/** Turns the buttons over between play and pause. */
export function showPlaying({ player, all, said }: PlayerParts, playing: boolean): void {
  player.toggleAttribute("data-playing", playing);
  for (const button of all("toggle"))
    button.setAttribute("aria-label", said(playing ? "pause" : "play"));
}
