/**
 * A story goes on while its listener reads other pages, where the browser has the
 * Navigation API: the next page is put in the place of this one around the sound,
 * which stays in a bar below. Nothing is taken over while nothing plays, nor where
 * forms, participants or the team are at work; without the API a link is a link,
 * and the place of the story is remembered.
 */
import type { PlayerParts } from "./player-parts.ts";

/** What of the Navigation API is used; not every browser, nor every library of types, has it. */
type Going = Event & {
  readonly canIntercept: boolean;
  readonly hashChange: boolean;
  readonly downloadRequest: string | null;
  readonly formData: FormData | null;
  readonly navigationType: string;
  readonly destination: { readonly url: string };
  intercept(how: { focusReset: "manual"; handler: () => Promise<void> }): void;
};
const { navigation } = globalThis as unknown as { readonly navigation?: EventTarget };

let playing: PlayerParts | undefined;

/** To be told of every player that starts; the last one is the one that goes on. */
export function goOnPlaying(parts: PlayerParts): void {
  // In the frame of another site the page stays what that site asked for.
  if (globalThis.top !== globalThis.self) return;
  if (playing === undefined) navigation?.addEventListener("navigate", take);
  if (playing !== parts) dock()?.remove();
  playing = parts;
}

const dock = () => document.querySelector<HTMLElement>(".now-playing");

function take(event: Event): void {
  const going = event as Going;
  const parts = playing;
  if (parts === undefined || parts.audio.paused || !isPage(going)) return;
  const { url } = going.destination;
  going.intercept({ focusReset: "manual", handler: () => show(url, parts) });
}

function isPage(going: Going): boolean {
  const { origin, pathname, search } = new URL(going.destination.url);
  return (
    going.canIntercept &&
    !going.hashChange &&
    going.downloadRequest === null &&
    going.formData === null &&
    going.navigationType !== "reload" &&
    origin === location.origin &&
    pathname.endsWith("/") &&
    search === "" &&
    !/^\/(en\/)?(voix|studio|recherche|abonnement)\//.test(pathname)
  );
}

async function show(url: string, parts: PlayerParts): Promise<void> {
  const answer = await fetch(url).catch(() => undefined);
  // Gone, or no network: the page itself says so, and better than a guess.
  if (answer?.status !== 200) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Told before the parts of the page change places, for these bring along scripts that would seem to have run.
  const scripts = missingScripts(page);
  await addStyles(page);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (calm || document.startViewTransition === undefined) swap(page, parts);
  else await document.startViewTransition(() => swap(page, parts)).updateCallbackDone;
  for (const src of scripts) run(src);
  document.dispatchEvent(new Event("page-replaced"));
  document.querySelector("main")?.focus({ preventScroll: true });
}

function swap(page: Document, parts: PlayerParts): void {
  const { player } = parts;
  const place = page.querySelector(`voice-player[data-story="${CSS.escape(parts.said("story"))}"]`);
  // Moved before its page goes, so that it is never out of the document.
  if (place === null) intoDock(parts);
  for (const part of ["body > header", "main", "body > footer"]) {
    const next = page.querySelector(part);
    if (next !== null) document.querySelector(part)?.replaceWith(document.adoptNode(next));
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  const facts = "meta[name], meta[property], link[rel='canonical'], link[rel='alternate']";
  for (const old of document.head.querySelectorAll(facts)) old.remove();
  for (const fact of page.head.querySelectorAll(facts))
    document.head.append(document.adoptNode(fact));
  if (place === null) return;
  document
    .querySelector(`voice-player[data-story="${CSS.escape(parts.said("story"))}"]`)
    ?.replaceWith(player);
  dock()?.remove();
  player.dispatchEvent(new Event("arrived"));
}

/** The bar below every page, with the player and the way back to its story. */
function intoDock({ player, said }: PlayerParts): void {
  if (player.closest(".now-playing") !== null) return;
  const bar = document.createElement("aside");
  const voice = /voice-[a-z]+/.exec(player.closest("[class*='voice-']")?.className ?? "")?.[0];
  bar.className = `now-playing voice ${voice ?? ""}`;
  bar.setAttribute("aria-label", said("bar"));
  const link = document.createElement("a");
  link.href = said("page");
  link.textContent = said("title");
  bar.append(link, player);
  document.body.append(bar);
}

/** Sheets that the next page needs beside those that are there; shown when they have arrived. */
async function addStyles(page: Document): Promise<void> {
  const sheets = [...page.querySelectorAll<HTMLLinkElement>("link[rel='stylesheet']")];
  const missing = sheets.filter(
    ({ href }) => document.querySelector(`link[rel='stylesheet'][href="${pathOf(href)}"]`) === null,
  );
  const arrivals = missing.map((sheet) => {
    const link = document.adoptNode(sheet);
    const arrival = new Promise((resolve) => {
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve);
    });
    document.head.append(link);
    return arrival;
  });
  await Promise.all(arrivals);
}

/** The scripts of a page that did not run yet. */
function missingScripts(page: Document): readonly string[] {
  const all = [...page.querySelectorAll<HTMLScriptElement>("script[src]")].map(({ src }) =>
    pathOf(src),
  );
  return all.filter(
    (src) => !ran.has(src) && document.querySelector(`script[src="${src}"]`) === null,
  );
}

/** A parsed script never runs, so each is made anew, once. */
function run(src: string): void {
  ran.add(src);
  const script = document.createElement("script");
  script.type = "module";
  script.src = src;
  document.head.append(script);
}
const ran = new Set<string>();

const pathOf = (address: string) => new URL(address, location.href).pathname;
