import type { FeedFaultCode } from "./feed-check/feed-fault.ts";

/** A good feed with one thing wrong, and what must be said of it. */
export type FeedMutant = {
  readonly name: string;
  readonly mutate: (xml: string) => string;
  readonly code: FeedFaultCode;
  readonly where: string;
};

/** Replaces the first match, which must be there: a mutant that changes nothing proves nothing. */
function swap(pattern: RegExp | string, by: string): (xml: string) => string {
  return (xml) => {
    const mutated = xml.replace(pattern, () => by);
    if (mutated === xml) throw new Error(`nothing to mutate: ${String(pattern)}`);
    return mutated;
  };
}

const mutant = (
  name: string,
  mutate: FeedMutant["mutate"],
  code: FeedFaultCode,
  where: string,
): FeedMutant => ({ name, mutate, code, where });

const withoutChannel = (name: string, pattern: RegExp, code: FeedFaultCode, where: string) =>
  mutant(`channel without ${name}`, swap(pattern, ""), code, where);

const firstItem = (pattern: RegExp, by: string) => (xml: string) => {
  const start = xml.indexOf("<item>");
  return xml.slice(0, start) + swap(pattern, by)(xml.slice(start));
};

/** Moves the second item before the first. */
function swapItems(xml: string): string {
  return xml.replace(/(<item>.*?<\/item>)(<item>.*?<\/item>)/s, "$2$1");
}

/** Gives the second item what the first has between these tags. */
const repeatFromFirst = (pattern: RegExp) => (xml: string) => {
  const own = pattern.exec(xml.slice(xml.indexOf("<item>")))?.[0];
  if (own === undefined) throw new Error("the first item has no such element");
  const second = xml.indexOf("<item>", xml.indexOf("<item>") + 1);
  return xml.slice(0, second) + swap(pattern, own)(xml.slice(second));
};

const cdata = String.raw`<!\[CDATA\[.*?\]\]>`;

/** Mistakes that the systems of the research note make, and their neighbours. The feed must have two items. */
export const feedMutants: readonly FeedMutant[] = [
  mutant(
    "a title's tag closed by another",
    swap("</itunes:author>", "</author>"),
    "xml-malformed",
    "xml",
  ),
  mutant(
    "a control character",
    firstItem(/<itunes:summary>/, "<itunes:summary>\u0003"),
    "xml-malformed",
    "xml",
  ),
  mutant(
    "a bare ampersand",
    firstItem(/<itunes:author>/, "<itunes:author>A & B"),
    "xml-malformed",
    "xml",
  ),
  mutant(
    "a document type",
    swap("<rss ", '<!DOCTYPE rss [<!ENTITY a "b">]><rss '),
    "xml-malformed",
    "xml",
  ),
  mutant("an undeclared prefix", swap(/ xmlns:podcast="[^"]*"/, ""), "xml-malformed", "xml"),
  mutant(
    "another encoding",
    swap('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    "xml-encoding",
    "xml",
  ),
  mutant("RSS 0.91", swap('version="2.0"', 'version="0.91"'), "not-rss", "rss"),
  mutant(
    "the iTunes namespace in capitals",
    swap(
      "http://www.itunes.com/dtds/podcast-1.0.dtd",
      "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
    ),
    "namespace-address",
    "rss",
  ),
  withoutChannel("a title", new RegExp(`<title>${cdata}</title>`, "s"), "missing", "channel/title"),
  withoutChannel(
    "a description",
    new RegExp(`<description>${cdata}</description>`, "s"),
    "missing",
    "channel/description",
  ),
  withoutChannel("a link", /<link>[^<]*<\/link>/, "missing", "channel/link"),
  withoutChannel("a language", /<language>.*?<\/language>/, "missing", "channel/language"),
  withoutChannel(
    "its own address",
    /<atom:link [^>]*rel="self"[^>]*\/>/,
    "missing",
    "channel/atom:link[self]",
  ),
  withoutChannel(
    "a category",
    /<itunes:category text="[^"]*"><itunes:category [^>]*\/><\/itunes:category>/,
    "missing",
    "channel/itunes:category",
  ),
  withoutChannel(
    "a word on explicitness",
    /<itunes:explicit>[^<]*<\/itunes:explicit>/,
    "missing",
    "channel/itunes:explicit",
  ),
  withoutChannel("a picture", /<itunes:image [^>]*\/>/, "missing", "channel/itunes:image"),
  withoutChannel(
    "a lock",
    /<podcast:locked[^>]*>[^<]*<\/podcast:locked>/,
    "recommended",
    "channel/podcast:locked",
  ),
  withoutChannel(
    "an identity",
    /<podcast:guid>[^<]*<\/podcast:guid>/,
    "recommended",
    "channel/podcast:guid",
  ),
  withoutChannel(
    "an author",
    /<itunes:author>[^<]*<\/itunes:author>/,
    "recommended",
    "channel/itunes:author",
  ),
  withoutChannel(
    "an owner",
    /<itunes:owner>.*?<\/itunes:owner>/,
    "recommended",
    "channel/itunes:owner",
  ),
  mutant(
    "explicit said with no",
    swap("<itunes:explicit>false", "<itunes:explicit>no"),
    "value",
    "channel/itunes:explicit",
  ),
  mutant(
    "a category that Apple does not know",
    swap('text="Society &amp; Culture"', 'text="Testimonies"'),
    "category-unknown",
    "channel/itunes:category",
  ),
  mutant(
    "a sub-category of another category",
    swap('text="Personal Journals"', 'text="Mental Health"'),
    "category-unknown",
    "channel/itunes:category",
  ),
  mutant(
    "a picture of another format",
    swap(/(?<=<itunes:image href="[^"]*)\.jpg/, ".webp"),
    "extension",
    "channel/itunes:image@href",
  ),
  mutant(
    "an identity that is no UUIDv5",
    swap(/(?<=<podcast:guid>.{14})5/, "4"),
    "value",
    "channel/podcast:guid",
  ),
  mutant(
    "two languages",
    swap("<ttl>", "<language>en</language><ttl>"),
    "repeated",
    "channel/language",
  ),
  mutant(
    "an author that RSS does not know",
    swap("<ttl>", "<author>x</author><ttl>"),
    "unknown-element",
    "channel/author",
  ),
  mutant(
    "a year in the copyright",
    swap("<copyright><![CDATA[", "<copyright><![CDATA[© 2026 "),
    "value",
    "channel/copyright",
  ),
  mutant(
    "a build date of another standard",
    swap(/<lastBuildDate>[^<]*/, "<lastBuildDate>2026-03-15T10:00:00Z"),
    "date-format",
    "channel/lastBuildDate",
  ),
  mutant(
    "an owner without a real address",
    swap(/<itunes:email>[^<]*/, "<itunes:email>contact"),
    "value",
    "channel/itunes:owner/itunes:email",
  ),
  mutant(
    "a title of 300 characters",
    swap("<channel><title><![CDATA[", `<channel><title><![CDATA[${"a".repeat(300)}`),
    "too-long",
    "channel/title",
  ),
  mutant(
    "a title with a space before it",
    swap("<channel><title><![CDATA[", "<channel><title><![CDATA[ "),
    "padded",
    "channel/title",
  ),
  mutant(
    "an item without a title",
    firstItem(new RegExp(`<title>${cdata}</title>`, "s"), ""),
    "missing",
    "item[1]/title",
  ),
  mutant(
    "an item with an empty title",
    firstItem(new RegExp(`<title>${cdata}</title>`, "s"), "<title></title>"),
    "empty",
    "item[1]/title",
  ),
  mutant(
    "an item without sound",
    firstItem(/<enclosure [^>]*\/>/, ""),
    "missing",
    "item[1]/enclosure",
  ),
  mutant(
    "an item without an identity",
    firstItem(/<guid .*?<\/guid>/, ""),
    "missing",
    "item[1]/guid",
  ),
  mutant(
    "a length in seconds",
    firstItem(/(?<=<enclosure [^>]*length=")\d+/, "60.34"),
    "length",
    "item[1]/enclosure@length",
  ),
  mutant(
    "a length of nothing",
    firstItem(/(?<=<enclosure [^>]*length=")\d+/, "0"),
    "length",
    "item[1]/enclosure@length",
  ),
  mutant(
    "a length that AntennaPod takes for a mistake",
    firstItem(/(?<=<enclosure [^>]*length=")\d+/, "12000"),
    "length",
    "item[1]/enclosure@length",
  ),
  mutant(
    "a type that does not exist",
    firstItem(/type="audio\/mpeg"/, 'type="audio/mp3"'),
    "type",
    "item[1]/enclosure@type",
  ),
  mutant(
    "a type that the address denies",
    firstItem(/type="audio\/mpeg"/, 'type="audio/mp4"'),
    "extension",
    "item[1]/enclosure@url",
  ),
  mutant(
    "an address with a space",
    firstItem(/(?<=<enclosure url="[^"]*)\.mp3/, " 1.mp3"),
    "address",
    "item[1]/enclosure@url",
  ),
  mutant(
    "an address without a host",
    firstItem(/(?<=<enclosure url=")https:\/\/[^/]*/, ""),
    "address",
    "item[1]/enclosure@url",
  ),
  mutant(
    "a date of another standard",
    firstItem(/<pubDate>[^<]*/, "<pubDate>2026-03-14T09:30:00Z"),
    "date-format",
    "item[1]/pubDate",
  ),
  mutant(
    "a date on the wrong day of the week",
    firstItem(/<pubDate>\w{3}/, "<pubDate>Mon"),
    "date-format",
    "item[1]/pubDate",
  ),
  mutant(
    "a date in the future",
    firstItem(/<pubDate>[^<]*/, "<pubDate>Fri, 01 Jan 2100 00:00:00 GMT"),
    "date-future",
    "item[1]/pubDate",
  ),
  mutant(
    "an item without a date",
    firstItem(/<pubDate>[^<]*<\/pubDate>/, ""),
    "recommended",
    "item[1]/pubDate",
  ),
  mutant(
    "a length of time as hours and minutes",
    firstItem(/<itunes:duration>\d+/, "<itunes:duration>00:01:00"),
    "value",
    "item[1]/itunes:duration",
  ),
  mutant(
    "an item without transcripts",
    firstItem(/(<podcast:transcript [^>]*\/>)+/, ""),
    "recommended",
    "item[1]/podcast:transcript",
  ),
  mutant(
    "a transcript of an unknown type",
    firstItem(/type="application\/x-subrip"/, 'type="text/srt"'),
    "type",
    "item[1]/podcast:transcript@type",
  ),
  mutant(
    "a picture tag in a description",
    firstItem(/<description><!\[CDATA\[/, '<description><![CDATA[<img src="x">'),
    "html-tag",
    "item[1]/description",
  ),
  mutant(
    "a description of 5,000 bytes",
    firstItem(/<description><!\[CDATA\[/, `<description><![CDATA[${"é".repeat(2_500)}`),
    "too-long",
    "item[1]/description",
  ),
  mutant(
    "an alternate without a source",
    firstItem(/<podcast:source [^>]*\/>/, ""),
    "source-missing",
    "item[1]/podcast:alternateEnclosure",
  ),
  mutant(
    "an identity taken for an address",
    firstItem(/ isPermaLink="false"/, ""),
    "guid-not-an-address",
    "item[1]/guid",
  ),
  mutant(
    "the same identity twice",
    repeatFromFirst(/<guid .*?<\/guid>/),
    "guid-repeated",
    "item[2]/guid",
  ),
  mutant(
    "the same sound twice",
    repeatFromFirst(/<enclosure [^>]*\/>/),
    "enclosure-repeated",
    "item[2]/enclosure",
  ),
  mutant("oldest first", swapItems, "date-order", "item[2]/pubDate"),
  mutant(
    "an unclear word on AI",
    firstItem(
      /<itunes:author>/,
      '<podcast:txt purpose="ai-content">maybe</podcast:txt><itunes:author>',
    ),
    "value",
    "item[1]/podcast:txt",
  ),
  mutant(
    "an archive that names no subscription",
    swap("<ttl>", '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><ttl>'),
    "archive-links",
    "channel/fh:archive",
  ),
  mutant(
    "a next page that is this one",
    (xml) => {
      const own = /<atom:link href="([^"]*)" rel="self"/.exec(xml)?.[1] ?? "";
      return swap("<ttl>", `<atom:link rel="next" href="${own}"/><ttl>`)(xml);
    },
    "archive-links",
    "channel/atom:link[next]",
  ),
];
