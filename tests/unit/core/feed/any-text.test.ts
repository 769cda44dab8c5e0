import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { parseRssFeed } from "feedsmith";
import { expect, test } from "vitest";
import { showFeed } from "../../../support/whole-feed.ts";
import { lineOf, namespaceCharactersMax, paragraphsOf } from "#core/feed/text";
import { cleanText } from "#core/text";
import { childOf, childrenOf } from "#adapters/xml/saxes-xml-tree";
import { anyText } from "../../../support/any-text.ts";
import { aCard } from "../../../support/card-builder.ts";
import {
  channelOf,
  expectSound,
  itemsOf,
  later,
  shownText,
  textOf,
} from "../../../support/feed-reader.ts";
import { aShow, aSite } from "../../../support/show-builder.ts";

/** What breaks feeds, beside what a generator would come up with by itself. */
// prettier-ignore
const nastyTexts = [
  "]]>", "<![CDATA[", "</item></channel></rss>", "&amp;", "&#0;", "&", "<", '"', "'", "\u0000",
  "\u0007", "\u001b", "\u007f", "\u0085", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufeff",
  "\u200f", "\u202e", "\u2028", "👩🏽‍🎨", "e\u0301", "\r\n", "\n\n", "\t", "<?xml?>", "-->", "𝕏",
];
const text = anyText(nastyTexts);

/** White space at the ends is no part of a value: PSP-1, and every reader, drops it. */
const seen = (text: string | undefined) => text?.trim();

test("whatever people type in whatever field, the feed is well-formed, sound, and says what they typed", () => {
  fc.assert(
    fc.property(text, text, text, text, text, (title, summary, name, words, show) => {
      const made = {
        ...aShow(),
        title: show,
        subtitle: show,
        description: words,
        author: show,
        ownerName: words,
        copyright: words,
        location: show,
        updateFrequency: words,
        funding: { url: "https://voix.example/", text: show },
        license: { identifier: words, url: "https://voix.example/licence" },
      };
      const card = {
        ...aCard(),
        headline: title,
        title,
        summary,
        reusable: true,
        speakers: [{ id: "s1", role: "talent" as const, name }],
      };
      const xml = showFeed(made, [card], aSite(made), later);
      expect(XMLValidator.validate(xml)).toBe(true);
      expectSound(xml);
      const channel = channelOf(xml);
      const [item = channel] = itemsOf(xml);
      const whole = lineOf(title) || lineOf(show) || card.id;
      expect(seen(textOf(item, "title"))).toBe(whole.trim());
      expect(seen(textOf(item, "itunes:summary"))).toBe(cleanText(summary) || whole.trim());
      const about = paragraphsOf(summary).length === 0 ? [whole] : paragraphsOf(summary);
      expect(shownText(textOf(item, "description") ?? "").slice(0, -1)).toEqual(about);
      const person = lineOf(name, namespaceCharactersMax);
      const people = childrenOf(item, "podcast:person").map(({ text }) => text);
      expect(people).toEqual(person === "" ? [] : [person]);
      expect(textOf(channel, "title")).toBe(lineOf(show) || "https://paroles.example");
      const image = childOf(item, "podcast:image")?.attributes["alt"];
      expect(image).toBe(lineOf(`Couverture : ${whole}`));
    }),
    { numRuns: 300 },
  );
});

test("two other parsers read the same title", () => {
  // A title is text: `+0` is no number.
  const parser = new XMLParser({
    trimValues: false,
    ignoreAttributes: false,
    htmlEntities: false,
    parseTagValue: false,
  });
  fc.assert(
    fc.property(fc.oneof(text, fc.constantFrom("+0", "1e3", "007")), (title) => {
      const card = { ...aCard(), headline: title };
      const xml = showFeed(aShow(), [card], aSite(), later);
      const expected = textOf(itemsOf(xml)[0] ?? channelOf(xml), "title");
      const read = parser.parse(xml) as { rss: { channel: { item: { title: unknown } } } };
      expect(String(read.rss.channel.item.title)).toBe(expected);
      expect(parseRssFeed(xml).items?.[0]?.title).toBe(expected?.trim());
    }),
    { numRuns: 150 },
  );
});
