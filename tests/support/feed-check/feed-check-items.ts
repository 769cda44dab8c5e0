import { documentItemsMax } from "#core/feed/archive";
import { uniqueTitles } from "#core/feed/titles";
import { checkTxt } from "./feed-check-channel.ts";
import { checkChildren, type Notes, type Rule } from "./feed-fault.ts";
import {
  address,
  artwork,
  count,
  date,
  enclosureTypeFault,
  html,
  isAddress,
  isCount,
  matching,
  oneOf,
} from "./feed-values.ts";
import { childOf, childrenOf, type XmlNode } from "#adapters/xml/saxes-xml-tree";

const rules: Readonly<Record<string, Rule>> = {
  // AntennaPod refuses the whole feed for one item without a title.
  title: { need: "required" },
  enclosure: { need: "required", attribute: "url", charactersMax: 2_000, check: address },
  guid: { need: "required", charactersMax: 2_000 },
  pubDate: { need: "recommended", check: date },
  link: { need: "recommended", charactersMax: 2_000, check: address },
  description: { need: "recommended", bytesMax: 4_000, check: html },
  "itunes:duration": { need: "recommended", check: matching(/^[1-9]\d*$/) },
  "itunes:image": { need: "recommended", attribute: "href", charactersMax: 2_000, check: artwork },
  "itunes:explicit": { need: "recommended", check: oneOf("true", "false") },
  "itunes:author": {},
  "itunes:summary": { bytesMax: 4_000 },
  "itunes:episodeType": { check: oneOf("full", "trailer", "bonus") },
  "podcast:transcript": {
    need: "recommended",
    many: true,
    attribute: "url",
    charactersMax: 2_000,
    check: address,
  },
  "podcast:chapters": { attribute: "url", charactersMax: 2_000, check: address },
  "podcast:person": { many: true, charactersMax: 128 },
  "podcast:license": { charactersMax: 128 },
  "podcast:alternateEnclosure": { many: true, attribute: "length", check: count },
  "podcast:txt": { many: true, charactersMax: 4_000 },
  "podcast:image": { many: true, attribute: "href", charactersMax: 2_000, check: address },
};

const transcriptTypes = [
  "text/plain",
  "text/html",
  "text/vtt",
  "application/json",
  "application/x-subrip",
];

/** Every item, and what items are to each other. */
export function checkItems(channel: XmlNode, notes: Notes, now: string | undefined): void {
  const items = childrenOf(channel, "item");
  if (items.length > documentItemsMax)
    notes.warn("too-many-items", "channel", String(items.length));
  items.forEach((item, index) => checkItem(item, `item[${index + 1}]`, notes, now));
  checkRepeated(items, "guid", (item) => childOf(item, "guid")?.text, "guid-repeated", notes);
  const urlOf = (item: XmlNode) => childOf(item, "enclosure")?.attributes["url"];
  checkRepeated(items, "enclosure", urlOf, "enclosure-repeated", notes);
  checkOrder(items, notes);
  checkTitles(items, notes);
}

function checkItem(item: XmlNode, at: string, notes: Notes, now: string | undefined): void {
  checkChildren(item, at, rules, notes);
  checkEnclosure(item, at, notes);
  checkTxt(item, at, notes);
  const guid = childOf(item, "guid");
  if (guid !== undefined && guid.attributes["isPermaLink"] !== "false" && !isAddress(guid.text)) {
    notes.error("guid-not-an-address", `${at}/guid`, guid.text);
  }
  const published = childOf(item, "pubDate")?.text;
  if (published !== undefined && now !== undefined && Date.parse(published) > Date.parse(now)) {
    notes.error("date-future", `${at}/pubDate`, published);
  }
  for (const { attributes } of childrenOf(item, "podcast:transcript")) {
    const { type = "", rel = "captions" } = attributes;
    if (!transcriptTypes.includes(type)) notes.error("type", `${at}/podcast:transcript@type`, type);
    if (rel !== "captions") notes.error("value", `${at}/podcast:transcript@rel`, rel);
  }
  const chapters = childOf(item, "podcast:chapters")?.attributes["type"];
  if (chapters !== undefined && chapters !== "application/json+chapters") {
    notes.error("type", `${at}/podcast:chapters@type`, chapters);
  }
  for (const alternate of childrenOf(item, "podcast:alternateEnclosure"))
    checkAlternate(alternate, at, notes);
}

function checkEnclosure(item: XmlNode, at: string, notes: Notes): void {
  const enclosure = childOf(item, "enclosure");
  if (enclosure === undefined) return;
  const { url = "", length, type = "" } = enclosure.attributes;
  if (!isCount(length)) notes.error("length", `${at}/enclosure@length`, length);
  // AntennaPod takes less than 16 KB for a mistake and asks the server instead.
  else if (Number(length) < 16_384) notes.warn("length", `${at}/enclosure@length`, length);
  const fault = enclosureTypeFault(type, url);
  if (fault !== undefined)
    notes.error(fault, `${at}/enclosure@${fault === "type" ? "type" : "url"}`, type);
}

function checkAlternate(alternate: XmlNode, at: string, notes: Notes): void {
  const where = `${at}/podcast:alternateEnclosure`;
  if (!/^(audio|video|application)\/[\w.+-]+$/.test(alternate.attributes["type"] ?? "")) {
    notes.error("type", `${where}@type`, alternate.attributes["type"]);
  }
  const sources = childrenOf(alternate, "podcast:source");
  if (sources.length === 0) notes.error("source-missing", where);
  for (const { attributes } of sources) {
    if (address(attributes["uri"] ?? "") !== undefined)
      notes.error("address", `${where}/podcast:source@uri`, attributes["uri"]);
  }
}

function checkRepeated(
  items: readonly XmlNode[],
  name: string,
  valueOf: (item: XmlNode) => string | undefined,
  code: "guid-repeated" | "enclosure-repeated",
  notes: Notes,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const value = valueOf(item);
    if (value === undefined) return;
    if (seen.has(value)) notes.error(code, `item[${index + 1}]/${name}`, value);
    seen.add(value);
  });
}

/** Newest first: several apps show the order of the file. */
function checkOrder(items: readonly XmlNode[], notes: Notes): void {
  let previous = Infinity;
  items.forEach((item, index) => {
    const moment = Date.parse(childOf(item, "pubDate")?.text ?? "");
    if (moment > previous) notes.warn("date-order", `item[${index + 1}]/pubDate`);
    if (!Number.isNaN(moment)) previous = moment;
  });
}

/** Look-alikes that AntennaPod would merge into one. */
function checkTitles(items: readonly XmlNode[], notes: Notes): void {
  const titled = items.flatMap((item, index) => {
    const moment = Date.parse(childOf(item, "pubDate")?.text ?? "");
    const title = childOf(item, "title")?.text;
    if (title === undefined || Number.isNaN(moment)) return [];
    return [{ id: `item[${index + 1}]`, title, publishedAt: new Date(moment).toISOString() }];
  });
  for (const { id, title } of uniqueTitles(titled).warnings)
    notes.error("title-repeated", `${id}/title`, title);
}
