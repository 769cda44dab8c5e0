import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Notice, NoticeSchema } from "#core/consent/notice";

export const consentFolder = join(import.meta.dirname, "../../content/consent");
export const newestVersion = "2026-11";

/** A notice as it lies in content/, checked by its schema. */
export function noticeIn(locale: string, version = newestVersion): Notice {
  return NoticeSchema.parse(
    parse(readFileSync(join(consentFolder, version, `${locale}.yaml`), "utf8")),
  );
}
