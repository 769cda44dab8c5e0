/** Letters and digits only, without accents or case, so that `ÉLISE`, `Élise` and `elise` are one name. */
function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Whether a name stands in a text as a word of its own, whatever its accents and case. */
export function namesIn(text: string, name: string): boolean {
  const needle = folded(name);
  return needle !== "" && ` ${folded(text)} `.includes(` ${needle} `);
}
