import { isAppleCategory } from "#core/feed/apple-categories";
import { checkChildren, type Notes, type Rule } from "./feed-fault.ts";
import { address, artwork, date, email, html, matching, oneOf, uuid5 } from "./feed-values.ts";
import { childOf, childrenOf, type XmlNode } from "#adapters/xml/saxes-xml-tree";

/** The elements without a prefix that RSS 2.0 knows in a channel; W3C's validator refuses any other. */
const rssElements = new Set(
  [
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category",
    "generator docs cloud ttl image rating textInput skipHours skipDays item",
  ].flatMap((line) => line.split(" ")),
);

const mediums = "podcast music video film audiobook newsletter blog publisher course".split(" ");

const rules: Readonly<Record<string, Rule>> = {
  title: { need: "required" },
  description: { need: "required", bytesMax: 4_000, check: html },
  link: { need: "required", charactersMax: 2_000, check: address },
  language: { need: "required", check: matching(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i) },
  lastBuildDate: { check: date },
  pubDate: { check: date },
  ttl: { check: matching(/^\d+$/) },
  generator: {},
  // Apple and PSP-1: the holder alone.
  copyright: { check: matching(/^(?!.*(©|\bcopyright\b)).*$/is) },
  "itunes:category": { need: "required", many: true, attribute: "text" },
  "itunes:explicit": { need: "required", check: oneOf("true", "false") },
  "itunes:image": { need: "required", attribute: "href", charactersMax: 2_000, check: artwork },
  "itunes:author": { need: "recommended" },
  "itunes:type": { check: oneOf("episodic", "serial") },
  "itunes:subtitle": {},
  "itunes:summary": { bytesMax: 4_000 },
  "itunes:block": { check: oneOf("Yes", "yes") },
  "itunes:complete": { check: oneOf("Yes", "yes") },
  "itunes:new-feed-url": { charactersMax: 2_000, check: address },
  "podcast:locked": { need: "recommended", check: oneOf("yes", "no") },
  "podcast:guid": { need: "recommended", check: uuid5 },
  "podcast:medium": {
    check: oneOf(...mediums),
  },
  "podcast:license": { charactersMax: 128 },
  "podcast:location": { many: true, charactersMax: 128 },
  "podcast:funding": { many: true, charactersMax: 128 },
  "podcast:updateFrequency": { charactersMax: 128 },
  "podcast:txt": { many: true, charactersMax: 4_000 },
  "podcast:block": { many: true, check: oneOf("yes", "no") },
  "podcast:person": { many: true, charactersMax: 128 },
  "podcast:image": { many: true, attribute: "href", charactersMax: 2_000, check: address },
};

/** Everything about the channel but its items. */
export function checkChannel(channel: XmlNode, notes: Notes, url: string | undefined): void {
  checkChildren(channel, "channel", rules, notes);
  for (const { name } of channel.children) {
    if (/^[a-z]+$/i.test(name) && !rssElements.has(name))
      notes.error("unknown-element", `channel/${name}`);
  }
  checkCategories(channel, notes);
  checkOwner(channel, notes);
  for (const node of childrenOf(channel, "podcast:funding")) {
    const link = node.attributes["url"];
    if (link === undefined || address(link) !== undefined)
      notes.error("address", "channel/podcast:funding@url", link);
  }
  checkTxt(channel, "channel", notes);
  checkLinks(channel, notes, url);
}

/** `ai-content` is read like `itunes:explicit`. */
export function checkTxt(node: XmlNode, at: string, notes: Notes): void {
  for (const { attributes, text } of childrenOf(node, "podcast:txt")) {
    if (attributes["purpose"] === "ai-content" && text !== "true" && text !== "false") {
      notes.error("value", `${at}/podcast:txt`, text);
    }
  }
}

function checkCategories(channel: XmlNode, notes: Notes): void {
  for (const category of childrenOf(channel, "itunes:category")) {
    const name = category.attributes["text"] ?? "";
    const below = childrenOf(category, "itunes:category").map(
      ({ attributes }) => attributes["text"] ?? "",
    );
    for (const sub of below.length === 0 ? [undefined] : below) {
      if (isAppleCategory(name, sub)) continue;
      notes.error(
        "category-unknown",
        "channel/itunes:category",
        sub === undefined ? name : `${name} > ${sub}`,
      );
    }
  }
}

/** Directories write to the owner to prove who a feed belongs to. */
function checkOwner(channel: XmlNode, notes: Notes): void {
  const owner = childOf(channel, "itunes:owner");
  if (owner === undefined) return notes.warn("recommended", "channel/itunes:owner");
  const rules = {
    "itunes:name": { need: "required" },
    "itunes:email": { need: "required", check: email },
  } as const;
  checkChildren(owner, "channel/itunes:owner", rules, notes);
}

/** RFC 4287 and PSP-1: `self`; RFC 5005: an archive document names the one that people subscribe to. */
function checkLinks(channel: XmlNode, notes: Notes, url: string | undefined): void {
  const links = childrenOf(channel, "atom:link");
  const self = links.filter(({ attributes }) => attributes["rel"] === "self");
  const [first] = self;
  if (first === undefined) notes.error("missing", "channel/atom:link[self]");
  if (self.length > 1) notes.error("repeated", "channel/atom:link[self]");
  const own = first?.attributes["href"];
  if (own !== undefined && url !== undefined && own !== url)
    notes.error("self-link", "channel/atom:link[self]", own);
  for (const { attributes } of links) {
    const { rel = "", href = "" } = attributes;
    if (address(href) !== undefined) notes.error("address", `channel/atom:link[${rel}]@href`, href);
    if (/^(next|prev-archive)$/.test(rel) && href === own)
      notes.error("archive-links", `channel/atom:link[${rel}]`, href);
  }
  const hasCurrent = links.some(({ attributes }) => attributes["rel"] === "current");
  const isArchive = childOf(channel, "fh:archive") !== undefined;
  if (isArchive !== hasCurrent) notes.error("archive-links", "channel/fh:archive");
}
