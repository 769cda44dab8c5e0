import { expect, test } from "vitest";
import { after } from "../../../site/src/scripts/next-story.ts";

const list = ["/episodes/a-1/", "/episodes/b-2/en/", "/episodes/c-3/"];

test("after a story comes the rest of the list, then its beginning, and never the story itself", () => {
  expect(after(list, "/episodes/a-1/")).toEqual(["/episodes/b-2/en/", "/episodes/c-3/"]);
  expect(after(list, "/episodes/b-2/")).toEqual(["/episodes/c-3/", "/episodes/a-1/"]);
  expect(after(list, "/episodes/c-3/")).toEqual(["/episodes/a-1/", "/episodes/b-2/en/"]);
});

test("from a story that is no longer in the list it goes on at the beginning; alone there is no next one", () => {
  expect(after(list, "/episodes/z-9/")).toEqual(list);
  expect(after(["/episodes/a-1/"], "/episodes/a-1/")).toEqual([]);
  expect(after([], "/episodes/a-1/")).toEqual([]);
});
