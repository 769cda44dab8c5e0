import { basename } from "node:path";
import { AppError } from "#core/errors";
import { StoreFullError } from "#ports/object-store";

/** Primary result codes (sqlite.org/rescode.html); the bits above the lowest eight tell more of the same. */
const primaryMask = 0xff;
const busyCodes = [5, 6];
const fullCode = 13;
const damagedCodes = [11, 26];
/** The machine's state and not what was asked: no rights, no memory, a disk that can only be read, a fault of it, no file. */
const passingCodes = [3, 7, 8, 10, 14];

function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode : undefined;
}

/** Whether another process held the file just then: nothing was done, and trying again makes sense. */
export function isBusy(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code !== undefined && busyCodes.includes(code & primaryMask);
}

/**
 * The application's error for one of SQLite's, anything else as it is: a full
 * disk is `StoreFullError`, else `database-busy` (retryable), `database-damaged`
 * or `database-failed` (retryable where the machine is at fault), each with the file's name.
 */
export function translateSqliteError(error: unknown, path: string): unknown {
  const code = resultCodeOf(error);
  if (code === undefined) return error;
  const file = basename(path);
  const primary = code & primaryMask;
  if (primary === fullCode) return new StoreFullError(error);
  if (busyCodes.includes(primary)) {
    return new AppError("database-busy", { params: { file }, retryable: true, cause: error });
  }
  if (damagedCodes.includes(primary)) {
    return new AppError("database-damaged", { params: { file }, cause: error });
  }
  const retryable = passingCodes.includes(primary);
  return new AppError("database-failed", { params: { file, code }, retryable, cause: error });
}
