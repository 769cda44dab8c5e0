import { expect, test } from "vitest";
import { embedPath, oembedJson, oembedOf, oembedPath, oembedXml } from "#core/press/oembed";
import { readXml } from "#adapters/xml/saxes-xml-tree";
import { aCard } from "../../../support/card-builder.ts";
import { aShow, aSite } from "../../../support/show-builder.ts";

const show = aShow();
const site = aSite(show);

test("the answer has what oEmbed asks of a rich embed", () => {
  const card = aCard();
  const answer = JSON.parse(oembedJson(oembedOf(card, show, site))) as Record<string, unknown>;
  expect(answer).toMatchObject({
    version: "1.0",
    type: "rich",
    provider_name: "Paroles",
    provider_url: "https://paroles.example/",
    title: "Sandra – Compter, organiser, écouter",
    author_name: "Sandra",
    width: 600,
    height: 220,
    thumbnail_url: `https://paroles.example${card.path}${card.publicationKey}-500.jpg`,
    thumbnail_width: 500,
    thumbnail_height: 500,
  });
  expect(answer["html"]).toContain(`src="https://paroles.example${card.path}embed/"`);
});

test("everything about an embed lies in the story's folder, so that a takedown closes it", () => {
  const card = aCard();
  for (const path of [embedPath(card), oembedPath(card, "json"), oembedPath(card, "xml")]) {
    expect(path.startsWith(card.path)).toBe(true);
  }
});

test("the XML says the same as the JSON", () => {
  const tricky = aCard({ title: '"A" & <b>\'s ]]> 🎙️', speakers: [{ id: "s1", role: "talent" }] });
  const answer = oembedOf(tricky, show, site);
  const tree = readXml(oembedXml(answer));
  if ("fault" in tree) throw new Error(tree.fault);
  expect(tree.root.name).toBe("oembed");
  const members = tree.root.children.map(({ name, text }) => [name, text]);
  expect(members).toEqual(Object.entries(answer).map(([name, value]) => [name, String(value)]));
  expect(answer["author_name"]).toBe("Atelier des voix");
});

test("a title cannot break out of the frame's attribute", () => {
  const answer = oembedOf(aCard({ title: '"><script>alert(1)</script>' }), show, site);
  expect(answer["html"]).not.toContain("<script");
  expect(String(answer["html"]).match(/</g)).toHaveLength(2);
});

test("a frame loads late, tells nobody where it stands, and may do no more than play", () => {
  const html = String(oembedOf(aCard(), show, site)["html"]);
  expect(html).toContain('loading="lazy"');
  expect(html).toContain('referrerpolicy="no-referrer"');
  expect(html).toMatch(/sandbox="[^"]*"/);
  expect(html).toMatch(/title="Sandra[^"]*"/);
});
