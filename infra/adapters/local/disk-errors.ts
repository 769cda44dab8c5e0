import { AppError } from "#core/errors";
import { StoreFullError } from "#ports/object-store";

/** No room, no quota, or more than this process may write to one file (`ulimit -f`). */
const fullCodes = ["ENOSPC", "EDQUOT", "EFBIG"];
/** Nothing by that name, or a file where a folder would have to be. */
const missingCodes = ["ENOENT", "ENOTDIR"];

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether the operating system refused with one of these codes. */
export function isRefusedWith(error: unknown, ...codes: readonly string[]): boolean {
  const code = codeOf(error);
  return code !== undefined && codes.includes(code);
}

export const isMissing = (error: unknown) => isRefusedWith(error, ...missingCodes);

/** The application's error for one of the operating system's (`store-full` or `store-failed`), anything else as it is. */
export function translateDiskError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  if (fullCodes.includes(code)) return new StoreFullError(error);
  return new AppError("store-failed", { params: { code }, cause: error });
}
