import { createPodcastFeedReader } from "#adapters/xml/podcast-feed-reader";
import { AppError } from "#core/errors";
import type { ImportMeans } from "#pipeline/import/import-means";

export type AForeignItem = {
  readonly title?: string;
  readonly guid?: string | null;
  readonly url?: string | null;
  readonly type?: string;
  readonly extra?: string;
};

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** A podcast as another host would write it, newest item first. */
export function aForeignFeed(items: readonly AForeignItem[], channel = ""): string {
  const texts = items.map(({ title, guid, url, type = "audio/mpeg", extra = "" }, index) =>
    [
      "<item>",
      `<title>${cdata(title ?? `Récit ${index}`)}</title>`,
      guid === null ? "" : `<guid isPermaLink="false">${cdata(guid ?? `guid-${index}`)}</guid>`,
      url === null
        ? ""
        : `<enclosure url="${url ?? `https://old.example/${index}.mp3`}" length="1" type="${type}"/>`,
      extra,
      "</item>",
    ].join(""),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Ailleurs</title><language>fr-FR</language>${channel}${texts.join("")}</channel></rss>`;
}

/** The internet of a test: texts by address. Whatever else is asked answers 404. */
export function aForeignWeb(pages: Readonly<Record<string, string | Uint8Array>>) {
  const files = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const bytesOf = (page: string | Uint8Array) =>
    typeof page === "string" ? new TextEncoder().encode(page) : page;
  const means: ImportMeans = {
    feeds: createPodcastFeedReader(),
    remote: {
      name: "stand-in",
      async download(url, path) {
        asked.push(url);
        const page = pages[url];
        if (page === undefined)
          throw new AppError("remote-status", { params: { host: "old.example", status: 404 } });
        files.set(path, bytesOf(page));
        return { url, bytes: bytesOf(page).length, mimeType: "" };
      },
    },
    readFile: async (path) => files.get(path) ?? bytesOf(pages[path] ?? ""),
  };
  return { means, asked };
}
