import { AppError } from "#core/errors";
import { StoreFullError } from "./object-store.ts";

/** No room, no quota, or more than this process may write to one file (`ulimit -f`). */
const fullCodes: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];
/** The machine's state and not what was asked: a disk that can only be read, a fault of it, rights, too much at once. */
const passingCodes: readonly string[] = ["EROFS", "EIO", "EACCES", "EPERM", "EBUSY", "EMFILE", "ENFILE", "ENOMEM", "ENOTEMPTY"]; // prettier-ignore

/** Calls and codes that are about programs and other machines, and not about files. */
const otherCalls = /^(spawn|connect|bind|listen|accept|getaddrinfo|kill)/;
const otherCodes = /^E(CONN|HOST|NET|ADDR|PIPE$|TIMEDOUT$|NOTCONN$)/;

/** The code of an error that the operating system gave to a call about files (`ENOSPC`); undefined for any other. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  const { code, syscall } = error;
  if (typeof code !== "string" || otherCodes.test(code)) return undefined;
  return otherCalls.test(String(syscall)) ? undefined : code;
}

/** `store-failed` with the operating system's code; retryable where somebody who puts the machine right makes it work. */
export const storeFailed = (code: string, cause?: unknown): AppError =>
  new AppError("store-failed", { params: { code }, retryable: passingCodes.includes(code), cause });

/** The application's error for one of the operating system's (`StoreFullError` or `store-failed`), anything else as it is. */
export function translateSystemError(error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return fullCodes.includes(code) ? new StoreFullError(error) : storeFailed(code, error);
}

/** Runs work, and throws what the operating system refused as the application's error. */
export async function translatingSystemErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateSystemError(error);
  }
}
