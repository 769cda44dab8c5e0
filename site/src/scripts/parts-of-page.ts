/**
 * Brings the scripts of what a page has, once its first words stand: what moves a
 * player or a link need not be there before they can be read, and on a slow phone
 * it kept them waiting.
 */
import { manifestPath } from "../manifest-path.ts";

const parts: readonly (readonly [selector: string, bring: () => Promise<unknown>])[] = [
  ["voice-player", () => import("./voice-player.ts")],
  ["[data-others]", () => import("./other-stories.ts")],
  ["a[data-random]", () => import("./random-minute.ts")],
  ["body", () => import("./offline.ts")],
];

function bringParts(): void {
  for (const [selector, bring] of parts) {
    if (document.querySelector(selector) !== null) void bring();
  }
}

/** Head.astro has it for browsers without scripts. */
function bringManifest(): void {
  document.head.append(
    Object.assign(document.createElement("link"), { rel: "manifest", href: manifestPath }),
  );
}

function begin(): void {
  bringParts();
  bringManifest();
}

const paints = globalThis.PerformanceObserver?.supportedEntryTypes.includes("paint") ?? false;
if (paints) {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    begin();
  });
  observer.observe({ type: "paint", buffered: true });
} else begin();
/** While a story plays, pages are put in each other's place (go-on-playing.ts). */
document.addEventListener("page-replaced", bringParts);
