/** `0:07`, `1:02`: a place in a recording. Cut, not rounded, so that the link to a word never starts after it. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
