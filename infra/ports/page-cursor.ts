import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";

const checkLength = 16;

/**
 * A place in an ordered list as opaque text. A checksum over the query and the
 * place lets a mangled cursor, or one of another query, be refused instead of
 * quietly showing the wrong page. It is no secret: a place opens nothing that
 * the query itself does not.
 */
export function encodeCursor(query: readonly unknown[], place: readonly string[]): string {
  const text = JSON.stringify(place);
  return Buffer.from(checksum(query, text) + text).toString("base64url");
}

/** The place in a cursor of this very query. Throws AppError `bad-cursor`. */
export function decodeCursor(query: readonly unknown[], cursor: string): readonly string[] {
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.toString();
  const place = text.slice(checkLength);
  // Base64 has many spellings of the same bytes; only ours is ours.
  const ours = bytes.toString("base64url") === cursor;
  if (!ours || text.slice(0, checkLength) !== checksum(query, place)) {
    throw new AppError("bad-cursor", { field: "cursor" });
  }
  return JSON.parse(place) as readonly string[];
}

const checksum = (query: readonly unknown[], place: string) =>
  sha256Hex(JSON.stringify(query) + place).slice(0, checkLength);
