import { expect, test } from "vitest";
import { itemGuid, podcastGuid } from "#core/feed/podcast-guid";

test("the podcast namespace's own examples give its own identities", () => {
  expect(podcastGuid("https://podnews.net/rss")).toBe("9b024349-ccf0-5f69-a609-6b82873eab3c");
  expect(podcastGuid("https://mp3s.nashownotes.com/pc20rss.xml")).toBe(
    "917393e3-1b1e-5cef-ace4-edaa54e1f810",
  );
});

test("scheme and slashes at the end say nothing about a podcast's identity", () => {
  const forms = ["podnews.net/rss", "http://podnews.net/rss/", "HTTPS://podnews.net/rss///"];
  expect(new Set(forms.map(podcastGuid)).size).toBe(1);
  expect(podcastGuid("https://podnews.net/RSS")).not.toBe(podcastGuid("https://podnews.net/rss"));
});

test("an item's identity follows from the story's id alone", () => {
  expect(itemGuid("abcdefghjkmnpqrstvwx")).toBe("urn:paroles:abcdefghjkmnpqrstvwx");
});
