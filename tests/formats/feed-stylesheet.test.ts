import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readXml, type XmlNode } from "#adapters/xml/saxes-xml-tree";
import { showFeed } from "../support/whole-feed.ts";
import { aCard } from "../support/card-builder.ts";
import { later } from "../support/feed-reader.ts";
import { aShow, aSite } from "../support/show-builder.ts";

const read = (name: string) =>
  readFileSync(new URL(`../../site/public/${name}`, import.meta.url), "utf8");

const everyNode = (node: XmlNode): XmlNode[] => [node, ...node.children.flatMap(everyNode)];

test("a feed names both of its style sheets, and both are there", () => {
  const tree = readXml(showFeed(aShow(), [aCard()], aSite(), later));
  if ("fault" in tree) throw new Error(tree.fault);
  expect(tree.instructions).toEqual([
    'xml-stylesheet type="text/xsl" href="/feed.xsl"',
    'xml-stylesheet type="text/css" href="/feed.css"',
  ]);
  expect(read("feed.css")).toContain("rss > channel > item");
});

test("the page made of a feed is well-formed, says everything in both languages, and keeps to the site's policy", () => {
  const tree = readXml(read("feed.xsl"));
  if ("fault" in tree) throw new Error(tree.fault);
  const nodes = everyNode(tree.root);
  const said = nodes.filter(
    ({ name, attributes }) => name.endsWith("call-template") && attributes["name"] === "say",
  );
  expect(said.length).toBeGreaterThan(5);
  for (const { children } of said) {
    expect(children.map(({ attributes }) => attributes["name"])).toEqual(["fr", "en"]);
    for (const { text } of children) expect(text.trim()).not.toBe("");
  }
  expect(nodes.filter(({ name }) => name === "style" || name === "script")).toEqual([]);
  expect(
    nodes.filter(({ attributes }) => "style" in attributes || "onclick" in attributes),
  ).toEqual([]);
});

test("nothing in the style sheets is fetched from elsewhere", () => {
  const namespaces = /@namespace[^;]*;/g;
  expect(read("feed.css").replace(namespaces, "")).not.toMatch(/url\(|@import/);
  expect(read("feed.xsl").replace(/xmlns:\w+="[^"]*"/g, "")).not.toMatch(/https?:/);
});
