/** A program that can follow a feed, and the link that makes it do so. */
export type SubscribeLink = {
  readonly name: string;
  /** Where it runs. */
  readonly on: readonly ("android" | "ios" | "computer")[];
  readonly href: string;
};

/**
 * Links that open a feed in the common apps. Each app has an address form of its
 * own; most take the feed's address without its scheme and fetch it over HTTPS.
 * (Their makers' documentation; AntennaPod's leads to the app's own site where
 * the app is missing, all others do nothing there.) `feedUrl` is absolute.
 */
export function subscribeLinks(feedUrl: string): readonly SubscribeLink[] {
  const bare = feedUrl.replace(/^https?:\/\//, "");
  const whole = encodeURIComponent(feedUrl);
  return [
    {
      name: "AntennaPod",
      on: ["android"],
      href: `https://antennapod.org/deeplink/subscribe?url=${whole}`,
    },
    { name: "Apple Podcasts", on: ["ios", "computer"], href: `podcast://${bare}` },
    { name: "Castbox", on: ["android", "ios"], href: `castbox://subscribe?url=${whole}` },
    { name: "Castro", on: ["ios"], href: `castros://subscribe/${bare}` },
    { name: "gPodder", on: ["computer"], href: `gpodder://${bare}` },
    { name: "Overcast", on: ["ios"], href: `overcast://x-callback-url/add?url=${whole}` },
    { name: "Pocket Casts", on: ["android", "ios"], href: `pktc://subscribe/${bare}` },
    { name: "Podcast Addict", on: ["android"], href: `podcastaddict://${bare}` },
  ];
}
