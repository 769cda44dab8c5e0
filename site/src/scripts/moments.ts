/** `#t=20`, `#t=1:05`: the moment that an address points at, in seconds. */
export function momentOf(hash: string): number | undefined {
  const [, minutes, seconds] = /^#t=(?:(\d{1,3}):)?(\d{1,5}(?:\.\d+)?)$/.exec(hash) ?? [];
  return seconds === undefined ? undefined : Number(minutes ?? 0) * 60 + Number(seconds);
}

/** The address of a moment of a story. */
export const momentAddress = (origin: string, storyPath: string, seconds: number): string =>
  `${origin}${storyPath}#t=${Math.floor(seconds)}`;

/** Where on the dial (0 to 1, clockwise from the top) a point is, seen from its centre. */
export function turnOf(x: number, y: number): number {
  const turn = Math.atan2(x, -y) / (2 * Math.PI);
  return turn < 0 ? turn + 1 : turn;
}

/** What a key does while something in the player has the focus; nothing else on the page is touched. */
export type KeyAction = "toggle" | "mute" | { readonly by: number } | { readonly to: number };

export function keyAction(key: string): KeyAction | undefined {
  if (/^[0-9]$/.test(key)) return { to: Number(key) / 10 };
  switch (key.toLowerCase()) {
    case " ":
    case "k":
      return "toggle";
    case "m":
      return "mute";
    case "j":
      return { by: -10 };
    case "l":
      return { by: 10 };
    case "arrowleft":
      return { by: -5 };
    case "arrowright":
      return { by: 5 };
    default:
      return undefined;
  }
}
