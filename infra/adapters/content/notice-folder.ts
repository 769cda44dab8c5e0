import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#core/errors";
import {
  type Notice,
  noticeHash,
  noticeLines,
  noticeRecordings,
  NoticeSchema,
} from "#core/consent/notice";
import { readYaml } from "./read-yaml.ts";

/** One notice in one language, with the hash that a yes is bound to. */
export type NoticeBundle = {
  readonly version: string;
  readonly locale: string;
  /** Over the text, every recording of it that exists, and the pictograms it shows. */
  readonly hash: string;
  readonly notice: Notice;
  /** Recordings that exist, as core/consent/notice.ts names them. */
  readonly audio: ReadonlySet<string>;
};

const consentFolder = "consent";

/** The versions of content/consent, oldest first; the last is in force. */
export function noticeVersions(contentFolder: string): readonly string[] {
  return readdirSync(join(contentFolder, consentFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{4}-\d{2}(-\d+)?$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads one version of the notices, in every language that it has. Throws
 * `content-invalid` for a file that does not fit its schema or calls itself
 * another language than its name says, and for a pictogram that is missing.
 */
export function readNoticeFolder(
  contentFolder: string,
  version: string,
): ReadonlyMap<string, NoticeBundle> {
  const folder = join(consentFolder, version);
  const locales = readdirSync(join(contentFolder, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length));
  return new Map(
    locales.map((locale) => [locale, readNotice(contentFolder, version, locale)] as const),
  );
}

function readNotice(contentFolder: string, version: string, locale: string): NoticeBundle {
  const base = join(contentFolder, consentFolder);
  const file = `${consentFolder}/${version}/${locale}.yaml`;
  const notice = readYaml(contentFolder, file, NoticeSchema);
  const refuse = (field: string, problem: string) =>
    new AppError("content-invalid", { field, params: { file: `content/${file}`, field, problem } });
  if (notice.language !== locale) throw refuse("language", `${locale} ≠ ${notice.language}`);
  const pictures = new Set(
    noticeLines(notice).map(({ sentence }) => `pictograms/${sentence.picto}.svg`),
  );
  for (const picture of pictures) {
    if (!existsSync(join(base, picture)))
      throw refuse("picto", `content/${consentFolder}/${picture} ?`);
  }
  const audio = noticeRecordings(notice)
    .map((recording) => recording.file)
    .filter((recording) => existsSync(join(base, version, recording)));
  const paths = [
    `${version}/${locale}.yaml`,
    ...pictures,
    ...audio.map((recording) => `${version}/${recording}`),
  ];
  const hash = noticeHash(paths.map((path) => ({ path, sha256: sha256Of(join(base, path)) })));
  return { version, locale, hash, notice, audio: new Set(audio) };
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
