/**
 * What was written and the server does not have yet, kept in this browser: it
 * outlives an ended session, a lost network and a closed tab.
 */

/** What is kept at a place; undefined when there is nothing. */
export function readKept<Kept>(place: string): Kept | undefined {
  const text = localStorage.getItem(place);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Kept;
  } catch {
    // Half a text from a browser that died while it wrote is of no use to anybody.
    forgetKept(place);
    return undefined;
  }
}

/** Whether it could be kept: a browser that is full, or that keeps nothing of a private window, says no. */
export function keepHere(place: string, kept: unknown): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forgetKept(place: string): void {
  localStorage.removeItem(place);
}

/** Every place whose name begins so. */
export const keptPlaces = (beginning: string): readonly string[] =>
  Object.keys(localStorage).filter((place) => place.startsWith(beginning));

/** A name that no other text has; `crypto.randomUUID` is missing on pages without https. */
export function newKeptName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
