import { expect } from "vitest";
import { checkFeed } from "./feed-check/feed-check.ts";
import { childOf, childrenOf, readXml, type XmlNode } from "#adapters/xml/saxes-xml-tree";

/** The moment at which feeds are made in tests: later than every builder's date. */
export const later = "2026-07-01T00:00:00.000Z";

/** The channel of a feed that must be well-formed. */
export function channelOf(xml: string): XmlNode {
  const tree = readXml(xml);
  if ("fault" in tree) throw new Error(`not well-formed: ${tree.fault}`);
  const channel = childOf(tree.root, "channel");
  if (channel === undefined) throw new Error("no channel");
  return channel;
}

/** The items of a feed, in its order. */
export const itemsOf = (xml: string): readonly XmlNode[] => childrenOf(channelOf(xml), "item");

/** The text of the first child of that name. */
export const textOf = (node: XmlNode, name: string): string | undefined =>
  childOf(node, name)?.text;

/** What the description says to someone who sees it rendered: its paragraphs without markup. */
export function shownText(html: string): string[] {
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)].map(([, inner = ""]) =>
    inner
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&"),
  );
}

/** Holds a feed to our own check, which must find nothing. */
export function expectSound(xml: string): void {
  expect(checkFeed(xml, { now: later })).toEqual([]);
}
