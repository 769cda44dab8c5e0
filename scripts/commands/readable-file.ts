import { access, constants, stat } from "node:fs/promises";
import { AppError } from "#core/errors";

/** Refuses a path that is no file that can be read (`file-unreadable`, with the option or argument it came from). */
export async function requireReadableFile(path: string, field: string): Promise<void> {
  const unreadable = (cause?: unknown) =>
    new AppError("file-unreadable", { field, params: { file: path }, cause });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (!(await stat(path)).isFile()) throw unreadable();
}
