import { expect, test } from "vitest";
import { feedContentType } from "#core/feed/content-type";

test("a browser gets the feed as XML that it styles, an app as RSS", () => {
  const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  expect(feedContentType(browser)).toBe("application/xml; charset=utf-8");
  for (const accept of [undefined, "*/*", "application/rss+xml, text/xml;q=0.9, */*;q=0.1"]) {
    expect(feedContentType(accept)).toBe("application/rss+xml; charset=utf-8");
  }
});
