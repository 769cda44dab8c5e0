import { writeFile } from "node:fs/promises";
import { AppError } from "#core/errors";

export type CardSides = { readonly front: string; readonly back: string };

/**
 * Writes cards as one page that any browser prints, a side an A5 sheet. The file
 * is for its owner only, and never replaces another: it holds secrets. Throws
 * `file-exists`.
 */
export async function writeCardFile(path: string, cards: readonly CardSides[]): Promise<void> {
  const sides = cards.flatMap(({ front, back }) => [front, back]);
  const page = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Paroles</title>
<style>
@page { size: 148mm 210mm; margin: 0 }
body { margin: 0 }
svg { display: block; break-after: page; break-inside: avoid }
svg:last-of-type { break-after: auto }
</style>
${sides.join("\n")}
</html>
`;
  try {
    await writeFile(path, page, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw exists
      ? new AppError("file-exists", { field: "card", params: { file: path }, cause: error })
      : error;
  }
}
