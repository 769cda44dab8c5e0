import { AppError } from "#core/errors";
import type { ForeignFeed, ForeignItem } from "#core/feed/foreign-feed";
import type { FeedReader } from "#ports/feed-reader";
import { childOf, childrenOf, readXml, type XmlNode } from "./saxes-xml-tree.ts";

/** RSS 2.0 podcast feeds, with what the iTunes and podcast namespaces add. */
export function createPodcastFeedReader(): FeedReader {
  return { name: "saxes-feed-reader", read };
}

function read(bytes: Uint8Array): ForeignFeed {
  const tree = readXml(decoded(bytes));
  if ("fault" in tree) throw unreadable(tree.fault);
  const channel = childOf(tree.root, "channel");
  if (tree.root.name !== "rss" || channel === undefined) throw unreadable("no RSS channel");
  const locked = textOf(channel, "podcast:locked");
  return {
    title: textOf(channel, "title") ?? "",
    ...optional("language", textOf(channel, "language")),
    ...optional("guid", textOf(channel, "podcast:guid")),
    isLocked: /^yes$/i.test(locked?.trim() ?? ""),
    ...optional("olderPage", linkOf(channel, "prev-archive") ?? linkOf(channel, "next")),
    items: childrenOf(channel, "item").map(itemOf),
  };
}

const unreadable = (problem: string) =>
  new AppError("feed-unreadable", { field: "feed", params: { problem: problem.slice(0, 200) } });

const optional = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined || value === "" ? {} : { [name]: value }) as {
    readonly [N in Name]?: string;
  };

const textOf = (node: XmlNode, name: string): string | undefined => childOf(node, name)?.text;

const linkOf = (channel: XmlNode, rel: string): string | undefined =>
  childrenOf(channel, "atom:link").find(({ attributes }) => attributes["rel"] === rel)?.attributes[
    "href"
  ];

function itemOf(item: XmlNode): ForeignItem {
  const enclosure = childOf(item, "enclosure")?.attributes;
  const url = enclosure?.["url"]?.trim() ?? "";
  const duration = secondsOf(textOf(item, "itunes:duration"));
  const about = ["content:encoded", "description", "itunes:summary"].map((name) =>
    textOf(item, name),
  );
  return {
    title: textOf(item, "title") || (textOf(item, "itunes:title") ?? ""),
    ...optional("guid", textOf(item, "guid")),
    // The description is what every app shows; longer notes stand in only where there is none.
    about: about[1] || about[2] || (about[0] ?? ""),
    ...optional("publishedAt", instantOf(textOf(item, "pubDate"))),
    ...(duration === undefined ? {} : { durationSeconds: duration }),
    ...(url === "" ? {} : { enclosure: { url, mimeType: enclosure?.["type"] ?? "" } }),
    transcripts: childrenOf(item, "podcast:transcript").flatMap(({ attributes }) =>
      attributes["url"] === undefined
        ? []
        : [{ url: attributes["url"], mimeType: attributes["type"] ?? "" }],
    ),
    people: childrenOf(item, "podcast:person").map(({ text, attributes }) => ({
      name: text,
      role: attributes["role"] ?? "host",
    })),
  };
}

/** `3600`, `60:00` or `1:00:00`; nothing for anything else. */
function secondsOf(text: string | undefined): number | undefined {
  const parts = text?.trim().split(":") ?? [];
  if (parts.length < 1 || parts.length > 3) return undefined;
  if (!parts.every((part) => /^\d{1,6}(\.\d+)?$/.test(part))) return undefined;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

function instantOf(text: string | undefined): string | undefined {
  const at = Date.parse(text?.trim() ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** By its byte order mark, else by what its first line says, else UTF-8 (XML 1.0, appendix F, for what feeds use). */
function decoded(bytes: Uint8Array): string {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const marked = start.startsWith("þÿ") ? "utf-16be" : start.startsWith("ÿþ") ? "utf-16le" : "";
  const told = /^(?:ï»¿)?<\?xml[^>]*\bencoding=["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  const encoding = marked || (start.startsWith("ï»¿") ? "utf-8" : (told ?? "utf-8"));
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = `not ${encoding}`;
    throw new AppError("feed-unreadable", { field: "feed", params: { problem }, cause });
  }
}
