/** A place worth coming back to; the first and the last seconds are none. */
const edgeSeconds = 3;

/**
 * Keeps the place of a story while the tab is open, and nowhere else: no cookie,
 * nothing that outlives the visit. Where storage is forbidden nothing is kept.
 */
export function rememberPlace(story: string, place: number, wholeSeconds: number): void {
  try {
    if (place > edgeSeconds && place < wholeSeconds - edgeSeconds) {
      sessionStorage.setItem(keyOf(story), String(Math.floor(place)));
    } else sessionStorage.removeItem(keyOf(story));
  } catch {
    // The story simply starts from its beginning next time.
  }
}

export function rememberedPlace(story: string): number {
  try {
    return Number(sessionStorage.getItem(keyOf(story)) ?? 0) || 0;
  } catch {
    return 0;
  }
}

const keyOf = (story: string) => `voice:${story}`;
