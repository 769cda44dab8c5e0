import { checkChannel } from "./feed-check-channel.ts";
import { checkItems } from "./feed-check-items.ts";
import { createNotes, type FeedFault } from "./feed-fault.ts";
import { childrenOf, readXml, type XmlNode } from "#adapters/xml/saxes-xml-tree";

/** `url` is where the feed was read, to compare with its own word; `now` finds items from the future. */
export type FeedCheckOptions = { readonly url?: string; readonly now?: string };

/**
 * Everything that is wrong with a podcast feed: XML and RSS 2.0, PSP-1, Apple's
 * requirements, the podcast namespace, RFC 5005, and what AntennaPod makes of
 * items (it merges look-alikes and forgets dates in the future). No fault means
 * that every one of these readers gets what was meant. No single public
 * validator looks at all of this.
 */
export function checkFeed(xml: string, options: FeedCheckOptions = {}): readonly FeedFault[] {
  const notes = createNotes();
  const encoding = /^\uFEFF?<\?xml[^>]*\bencoding=["']([^"']+)["']/.exec(xml)?.[1];
  if (encoding !== undefined && !/^utf-8$/i.test(encoding))
    notes.error("xml-encoding", "xml", encoding);
  const tree = readXml(xml);
  if ("fault" in tree) {
    notes.error("xml-malformed", "xml", tree.fault);
    return notes.faults;
  }
  const channels = tree.root.name === "rss" ? childrenOf(tree.root, "channel") : [];
  const [channel] = channels;
  if (channel === undefined || channels.length > 1 || tree.root.attributes["version"] !== "2.0") {
    notes.error("not-rss", tree.root.name);
  }
  if (channel === undefined) return notes.faults;
  const strange = strangeNamespace(tree.root);
  if (strange !== undefined) {
    // Everything under it would only be told to be missing.
    notes.error("namespace-address", "rss", strange);
    return notes.faults;
  }
  checkChannel(channel, notes, options.url);
  checkItems(channel, notes, options.now);
  return notes.faults;
}

/** Namespace addresses are case-sensitive: readers see none of the elements under a wrong one. */
function strangeNamespace(node: XmlNode): string | undefined {
  if (/^\{[^}]*(itunes|podcast|w3\.org\/2005\/atom)[^}]*\}/i.test(node.name)) return node.name;
  return node.children.map(strangeNamespace).find((name) => name !== undefined);
}
