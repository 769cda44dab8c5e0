import { systemCodeOf } from "#ports/system-errors";

/** Nothing by that name, or a file where a folder would have to be. */
const missingCodes = ["ENOENT", "ENOTDIR"];

/** Whether the operating system refused with one of these codes. */
export function isRefusedWith(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemCodeOf(error);
  return code !== undefined && codes.includes(code);
}

export const isMissing = (error: unknown) => isRefusedWith(error, ...missingCodes);
