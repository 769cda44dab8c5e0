/** Title and keys on the lock screen, on headphones and on keyboards with media keys. */
import type { Playback } from "./playback.ts";

type Told = {
  readonly title: string;
  readonly artist: string;
  readonly artwork: readonly string[];
};

const stepSeconds = 10;

export function announceToSystem(
  { title, artist, artwork }: Told,
  playback: Playback,
  goToNext: (() => void) | undefined,
): void {
  if (!("mediaSession" in navigator)) return;
  const pictures = artwork
    .filter((src) => src !== "")
    .map((src) => ({ src, type: "image/jpeg", sizes: sizesOf(src) }));
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist, artwork: pictures });
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler | null>> = {
    play: playback.start,
    pause: playback.stop,
    seekbackward: ({ seekOffset }) => playback.goTo(playback.place() - (seekOffset ?? stepSeconds)),
    seekforward: ({ seekOffset }) => playback.goTo(playback.place() + (seekOffset ?? stepSeconds)),
    nexttrack: goToNext ?? null,
    seekto: ({ seekTime }) => playback.goTo(seekTime ?? 0),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser may not know every action; the others still work.
    }
  }
}

/** `500x500` from `…-500.jpg`. */
function sizesOf(address: string): string {
  const [, side] = /-(\d+)\.jpg$/.exec(address) ?? [];
  return side === undefined ? "any" : `${side}x${side}`;
}
