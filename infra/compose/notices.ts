import { fileURLToPath } from "node:url";
import {
  type NoticeBundle,
  noticeVersions,
  readNoticeFolder,
} from "#adapters/content/notice-folder";

const ownContent = fileURLToPath(new URL("../../content", import.meta.url));

export type OpenNotices = {
  /** Where the texts of this version and their recordings lie. */
  readonly folder: string;
  readonly version: string;
  readonly bundles: ReadonlyMap<string, NoticeBundle>;
};

/** The notices of one version (the newest unless named), of this repository unless another content folder is named. */
export function openNotices(
  options: { readonly version?: string; readonly contentFolder?: string } = {},
): OpenNotices {
  const { contentFolder = ownContent } = options;
  const version = options.version ?? noticeVersions(contentFolder).at(-1) ?? "";
  return {
    folder: `${contentFolder}/consent/${version}`,
    version,
    bundles: readNoticeFolder(contentFolder, version),
  };
}
