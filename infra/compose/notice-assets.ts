import { join } from "node:path";
import type { NoticeBundle } from "#adapters/content/notice-folder";
import { sha256Hex } from "#core/hash";
import type { NoticeLocale } from "#core/consent/notice";
import { noticeAudioKey } from "#core/consent/notice-address";
import type { PageRenderer } from "#ports/page-renderer";
import type { ShownNotice } from "../web/sentences.ts";
import type { openNotices } from "./notices.ts";

type Notices = ReturnType<typeof openNotices>;

/**
 * The site with the recordings of the notices among its assets: they are pressed
 * as static files, and another recording presses again. They stay in content/,
 * where people replace them; nothing is copied in the repository.
 */
export function withNoticeRecordings(site: PageRenderer, notices: Notices): PageRenderer {
  const bundles = [...notices.bundles.values()];
  const recordings = bundles.flatMap(({ hash, audio }) =>
    [...audio].map((file) => ({
      key: noticeAudioKey(hash, file),
      path: join(notices.folder, file),
    })),
  );
  const hashes = bundles.map(({ hash }) => hash).join();
  return {
    ...site,
    version: `${site.version}-${sha256Hex(hashes).slice(0, 8)}`,
    assets: [...site.assets, ...recordings].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** What the pages say, in one language; all of `noticeLocales` are checked to be there when content is read. */
export function shownNotice(notices: Notices, locale: NoticeLocale): ShownNotice {
  const bundle: NoticeBundle | undefined = notices.bundles.get(locale);
  if (bundle === undefined)
    throw new RangeError(`content/consent/${notices.version} has no ${locale}`);
  const { version, hash, notice, audio } = bundle;
  return { version, hash, words: notice, recordings: audio };
}
