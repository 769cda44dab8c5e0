export type TypedTurn = { readonly speakerId: string; readonly text: string };

/**
 * The turns of a typed text. A line that starts with a speaker's first name (or
 * id) and a colon begins that speaker's turn; without such lines all words are the
 * first speaker's. Turns without words are left out.
 */
export function readTurns(
  text: string,
  speakers: readonly { readonly id: string; readonly firstName: string }[],
): readonly TypedTurn[] {
  const turns: { speakerId: string; text: string }[] = [];
  for (const line of text.replace(/^\ufeff/u, "").split(/\r\n|\n|\r/u)) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? "" : line.slice(0, colon).trim();
    const named = speakers.find(({ id, firstName }) => name === firstName || name === id);
    const words = named === undefined ? line.trim() : line.slice(colon + 1).trim();
    const last = turns.at(-1);
    if (named !== undefined || last === undefined) {
      turns.push({ speakerId: (named ?? speakers[0])?.id ?? "s1", text: words });
    } else last.text = `${last.text} ${words}`.trim();
  }
  return turns.filter((turn) => turn.text !== "");
}
