import { expect, test } from "vitest";
import { after } from "../../../site/src/scripts/next-story.ts";

const list = ["/episodes/a-1/", "/episodes/b-2/en/", "/episodes/c-3/"];

test("the next story is the one after it in the list, and the first one after the last", () => {
  expect(after(list, "/episodes/a-1/")).toBe("/episodes/b-2/en/");
  expect(after(list, "/episodes/b-2/")).toBe("/episodes/c-3/");
  expect(after(list, "/episodes/c-3/")).toBe("/episodes/a-1/");
});

test("from a story that is no longer in the list it goes on at the beginning; alone there is no next one", () => {
  expect(after(list, "/episodes/z-9/")).toBe("/episodes/a-1/");
  expect(after(["/episodes/a-1/"], "/episodes/a-1/")).toBeUndefined();
  expect(after([], "/episodes/a-1/")).toBeUndefined();
});
