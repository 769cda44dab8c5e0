import { expect, test } from "vitest";
import { cutFrame, fillFrame } from "../../../site/press/frame.ts";
import { filled, hole, holeMark } from "../../../site/src/hole.ts";

const cut = (html: string, names: readonly string[]) =>
  cutFrame(new TextEncoder().encode(html), names);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a page is its frame with each part in its hole, wherever and however often that is", () => {
  const html = `${hole("a")}<p class="${hole("b")}">é${hole("a")}${hole("b")}</p>`;
  const frame = cut(html, ["a", "b"]);
  expect(textOf(fillFrame(frame, { a: "“Ça”", b: "👩🏽‍🏭" }))).toBe('“Ça”<p class="👩🏽‍🏭">é“Ça”👩🏽‍🏭</p>');
  expect(textOf(fillFrame(frame, { a: "", b: "$&" }))).toBe('<p class="$&">é$&</p>');
});

test("a long part may come in pieces", () => {
  const frame = cut(`<ul>${hole("list")}</ul>${hole("list")}`, ["list"]);
  const list = ["<li>é</li>", "", "<li>👩🏽‍🏭</li>"];
  expect(textOf(fillFrame(frame, { list }))).toBe(`<ul>${list.join("")}</ul>${list.join("")}`);
  expect(textOf(fillFrame(frame, { list: [] }))).toBe("<ul></ul>");
});

test("what was filled before is neither changed by the next page nor seen in it", () => {
  const frame = cut(`<p>${hole("a")}</p>`, ["a"]);
  const long = fillFrame(frame, { a: "long ".repeat(20) });
  const short = fillFrame(frame, { a: "short" });
  expect(textOf(long)).toBe(`<p>${"long ".repeat(20)}</p>`);
  expect(textOf(short)).toBe("<p>short</p>");
  expect(short.buffer.byteLength).toBe(short.length);
});

test("a page of any length is whole", () => {
  const frame = cut(`<p>${hole("a")}</p>`, ["a"]);
  for (const a of ["’".repeat(300_000), "a".repeat(2_000_000), "x"])
    expect(textOf(fillFrame(frame, { a }))).toBe(`<p>${a}</p>`);
});

test("a hole without a part, a part without a hole and half a hole are refused before any page is made", () => {
  expect(() => cut(hole("a") + hole("b"), ["a"])).toThrow("differ: b");
  expect(() => cut(hole("a"), ["a", "c"])).toThrow("differ: c");
  expect(() => cut(`${hole("a")}${holeMark}`, ["a"])).toThrow("differ");
});

test("a text is filled as a page is", () => {
  const html = `<p ${hole("a")}>${hole("b")}${hole("a")}</p>`;
  const parts = { a: 'class="$&"', b: "«\u00A0é\u00A0»" };
  expect(filled(html, parts)).toBe(textOf(fillFrame(cut(html, ["a", "b"]), parts)));
  expect(filled("nothing in it", parts)).toBe("nothing in it");
});
