import { expect, test } from "vitest";
import { attribute, keptHtml } from "../../../site/src/ready-html.ts";
import { passagesHtml } from "../../../site/src/story/passages-html.ts";
import { aView, transcriptOf } from "../../support/site-page-data.ts";

test("words of a voice that look like markup stay words, in what is read, in names and in attributes", () => {
  const hostile = `<b onclick="x">'&'</b>`;
  const transcript = {
    ...transcriptOf([hostile, "Oui."], { speakers: ["s1", "s2"] }),
    language: '"',
  };
  const speakers = [
    { id: "s1", role: "talent" as const, name: hostile },
    { id: "s2", role: "professional" as const, name: "Bernard" },
  ];
  const html = passagesHtml(aView({ transcript, speakers }), "fr", true);
  expect(html).not.toMatch(/<b|onclick="|'/);
  expect(html).toContain("&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;");
  expect(html).toContain('lang="&quot;"');
});

test("without anchors no passage is a place in the page", () => {
  const story = aView();
  expect(passagesHtml(story, "fr", true)).toContain('id="t=0"');
  expect(passagesHtml(story, "fr", false)).not.toMatch(/id=|href=/);
});

test("an attribute says what it was given, nothing without a value, its name alone for an empty one", () => {
  expect(attribute("title", 'a "b" & c')).toBe(' title="a &quot;b&quot; &amp; c"');
  expect(attribute("width", 0)).toBe(' width="0"');
  expect(attribute("title", undefined)).toBe("");
  expect(attribute("title", "")).toBe(" title");
});

test("what is kept is made once for a source and a name, and anew for another of either", async () => {
  let made = 0;
  const make = async () => `<p>${(made += 1)}</p>`;
  const [source, other] = [{}, {}];
  const texts = [];
  for (const [of, name] of [
    [source, "a"],
    [source, "a"],
    [source, "b"],
    [other, "a"],
  ] as const)
    texts.push(String(await keptHtml(of, name, make)));
  expect(texts).toEqual(["<p>1</p>", "<p>1</p>", "<p>2</p>", "<p>3</p>"]);
});

test("what could not be made is not kept", async () => {
  const source = {};
  await expect(keptHtml(source, "a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(String(await keptHtml(source, "a", async () => "<p></p>"))).toBe("<p></p>");
});

test("a voice that speaks another language is read out in it, and the others in the story's", () => {
  const transcript = transcriptOf(["Bonjour.", "Marhaban."], { speakers: ["s1", "s2"] });
  const speakers = [
    { id: "s1", role: "talent" as const },
    { id: "s2", role: "coach" as const, language: "ar" },
  ];
  const html = passagesHtml(aView({ transcript, speakers }), "fr", true);
  const languages = [...html.matchAll(/passage-words" lang="([^"]*)"/g)].map(([, code]) => code);
  expect(languages).toEqual(["fr", "ar"]);
});
