import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isoDuration,
  jsonLdScript,
  jsonLdText,
  podcastEpisode,
  podcastSeries,
} from "#core/press/json-ld";
import { anyText } from "../../../support/any-text.ts";
import { aCard } from "../../../support/card-builder.ts";
import { aShow, aSite } from "../../../support/show-builder.ts";

const show = aShow();
const site = aSite(show);
const card = aCard();
const address = (ending: string) =>
  `https://paroles.example${card.path}${card.publicationKey}${ending}`;

test("a show is a podcast series with its feed", () => {
  expect(podcastSeries(show, site)).toMatchObject({
    "@context": "https://schema.org",
    "@type": "PodcastSeries",
    name: "Paroles de Talents",
    url: "https://paroles.example/series/paroles-de-talents/",
    webFeed: "https://paroles.example/feeds/paroles-de-talents.xml",
    image: "https://paroles.example/series/paroles-de-talents/artwork-1-3000.jpg",
    inLanguage: "fr",
    isFamilyFriendly: true,
    author: { "@type": "Organization", name: "Atelier des voix" },
  });
});

test("a story is an episode of its series, with its sound, its words and its captions", () => {
  const cues = ["Je compte.", "J’écoute."].map((text, index) => ({
    startSeconds: index * 2,
    endSeconds: index * 2 + 2,
    text,
  }));
  const transcript = {
    language: "fr",
    provenance: "typed" as const,
    engine: "test",
    cues,
    warnings: [],
  };
  const thing = podcastEpisode({ ...card, transcript }, show, site);
  expect(thing).toMatchObject({
    "@type": "PodcastEpisode",
    url: `https://paroles.example${card.path}`,
    name: "Sandra – Compter, organiser, écouter",
    datePublished: "2026-03-14T09:30:00.000Z",
    inLanguage: "fr",
    duration: "PT1M",
    actor: [{ "@type": "Person", name: "Sandra" }],
    partOfSeries: { "@id": podcastSeries(show, site)["@id"] },
    associatedMedia: {
      "@type": "AudioObject",
      contentUrl: address(".mp3"),
      encodingFormat: "audio/mpeg",
      contentSize: "724000",
      transcript: "Je compte. J’écoute.",
      caption: { contentUrl: address(".vtt") },
    },
  });
});

test("without the words the sound stands alone", () => {
  expect(podcastEpisode(card, show, site)["associatedMedia"]).not.toHaveProperty("transcript");
});

test("a licence is stated only where everyone agreed to reuse, and only one that frees something", () => {
  expect(podcastEpisode(card, show, site)).not.toHaveProperty("license");
  const free = { ...card, reusable: true };
  expect(podcastEpisode(free, show, site)["license"]).toBe(
    "https://creativecommons.org/licenses/by-nc-nd/4.0/",
  );
  const closed = aShow({ license: { identifier: "all-rights-reserved" } });
  expect(podcastEpisode(free, closed, site)).not.toHaveProperty("license");
});

test("nobody is named who may not be, and no place is given that the card does not show", () => {
  const nameless = aCard({ speakers: [{ id: "s1", role: "talent" }] });
  const text = jsonLdText(podcastEpisode(nameless, show, site));
  expect(text).not.toContain("Person");
  expect(text).not.toContain("contentLocation");
});

test("a demonstration says so to machines too", () => {
  const thing = podcastEpisode(aCard({ demonstration: true }), show, site);
  expect(thing["disambiguatingDescription"]).toMatch(/^Démonstration/);
});

test("whatever people type, nothing can end the script or open a tag, and the text reads back the same", () => {
  const hostile = ["</script>", "<!--", "&lt;", "\u2028", "]]>", "<script>"];
  fc.assert(
    fc.property(anyText(hostile), (text) => {
      const script = jsonLdScript({ name: text });
      const inside = script.slice(
        '<script type="application/ld+json">'.length,
        -"</script>".length,
      );
      expect(/[<>&\u2028\u2029]/.test(inside)).toBe(false);
      expect((JSON.parse(inside) as { name: string }).name).toBe(text);
    }),
  );
});

test("durations are written as ISO 8601 has them", () => {
  expect([0.2, 59.6, 60, 61.4, 180].map(isoDuration)).toEqual([
    "PT1S",
    "PT1M",
    "PT1M",
    "PT1M1S",
    "PT3M",
  ]);
});
