import { startSound } from "./start-sound.ts";

/** Where a recording stands and what may be done to it. */
export type Playback = {
  readonly place: () => number;
  readonly goTo: (seconds: number) => void;
  readonly start: () => void;
  readonly stop: () => void;
  readonly toggle: () => void;
};

export type PlaybackChange = "moved" | "started" | "stopped" | "ended" | "failed";

/**
 * Tells `onChange` of every move. Until the sound is fetched the browser knows
 * no position; ours stands in for it, so that a place can be chosen first.
 */
export function createPlayback(
  audio: HTMLAudioElement,
  wholeSeconds: number,
  onChange: (change: PlaybackChange) => void,
): Playback {
  let place = 0;
  let frame = 0;
  const goTo = (seconds: number): void => {
    place = Math.max(0, Math.min(wholeSeconds, seconds));
    audio.currentTime = place;
    onChange("moved");
  };
  const start = (): void => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
    startSound(audio, () => onChange("failed"));
  };
  const stop = (): void => audio.pause();
  const follow = (): void => {
    place = audio.currentTime;
    onChange("moved");
    frame = requestAnimationFrame(follow);
  };

  audio.addEventListener("play", () => {
    onChange("started");
    cancelAnimationFrame(frame);
    follow();
  });
  audio.addEventListener("pause", () => {
    cancelAnimationFrame(frame);
    onChange("stopped");
  });
  audio.addEventListener("ended", () => {
    place = 0;
    onChange("ended");
  });
  audio.addEventListener("seeked", () => {
    place = audio.currentTime;
    onChange("moved");
  });
  // Some browsers forget a position that was set before they knew the length.
  audio.addEventListener("loadedmetadata", () => {
    if (Math.abs(audio.currentTime - place) > 0.5) audio.currentTime = place;
  });
  // The browser tries one source after the other, and tells of the last one's failure there.
  for (const teller of [audio, audio.querySelector("source:last-of-type")]) {
    teller?.addEventListener("error", () => onChange("failed"));
  }
  return { place: () => place, goTo, start, stop, toggle: () => (audio.paused ? start() : stop()) };
}
