import { expect, test } from "vitest";
import { typeset, typesetHtml } from "../../../site/src/format/typeset.ts";

test("French words get curved apostrophes and spaces that never break", () => {
  expect(typeset("J'ai dit : « oui ! »", "fr")).toBe("J’ai dit\u00a0: «\u00a0oui\u00a0!\u00a0»");
});

test("another language keeps its own spacing", () => {
  expect(typeset("It's here : yes", "en")).toBe("It’s here : yes");
});

test("a quotation mark that is no apostrophe stays", () => {
  expect(typeset("les années '80", "fr")).toBe("les années '80");
});

test("in HTML only what is read changes, never an address or an attribute", () => {
  const html = `<p><a href="/x ?a='b'" title="a 'b'">C'est tout ?</a> Oui !</p>`;
  expect(typesetHtml(html, "fr")).toBe(
    `<p><a href="/x ?a='b'" title="a 'b'">C’est tout\u00a0?</a> Oui\u00a0!</p>`,
  );
});
