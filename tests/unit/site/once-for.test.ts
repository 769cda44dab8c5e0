import { expect, test } from "vitest";
import { onceFor } from "../../../site/src/once-for.ts";

test("a thing is asked about once, and again when anything else that it is made from is another", () => {
  let asked = 0;
  const say = onceFor((thing: { readonly name: string }, language: string, title: string) => {
    asked += 1;
    return `${thing.name} ${language} ${title}`;
  });
  const [one, other] = [{ name: "one" }, { name: "one" }];
  expect([say(one, "fr", "a"), say(one, "fr", "a"), asked]).toEqual(["one fr a", "one fr a", 1]);
  expect([say(other, "fr", "a"), asked]).toEqual(["one fr a", 2]);
  expect([say(one, "fr", "b"), say(one, "en", "b"), asked]).toEqual(["one fr b", "one en b", 4]);
  expect([say(one, "en", "b"), say(other, "fr", "a"), asked]).toEqual(["one en b", "one fr a", 4]);
});

test("what could not be said is asked again", () => {
  let asked = 0;
  const say = onceFor((_thing: object) => {
    asked += 1;
    if (asked === 1) throw new Error("not yet");
    return asked;
  });
  const thing = {};
  expect(() => say(thing)).toThrow("not yet");
  expect(say(thing)).toBe(2);
});
