/** Lists the stories that this device keeps, and forgets them when asked to. */
const storiesName = "paroles-stories-1";
const keptMillisecondsMax = 72 * 3_600_000;

const list = document.querySelector<HTMLElement>("[data-kept]");
const button = document.querySelector<HTMLButtonElement>("[data-forget]");

async function entryOf(cache: Cache, request: Request): Promise<HTMLLIElement | undefined> {
  const kept = await cache.match(request);
  const confirmedAt = Date.parse(kept?.headers.get("x-confirmed-at") ?? "");
  if (kept === undefined || !(Date.now() - confirmedAt < keptMillisecondsMax)) return undefined;
  const page = new DOMParser().parseFromString(await kept.text(), "text/html");
  const link = document.createElement("a");
  link.href = new URL(request.url).pathname;
  link.textContent =
    page.querySelector("h1")?.textContent?.replace(/\s+/g, " ").trim() ?? link.href;
  link.lang = page.documentElement.lang;
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

async function show(): Promise<void> {
  try {
    await showKept();
  } finally {
    document.querySelector("[data-waits]")?.removeAttribute("data-waits");
  }
}

async function showKept(): Promise<void> {
  if (list === null || button === null || !("caches" in globalThis)) return;
  const cache = await caches.open(storiesName);
  const requests = (await cache.keys()).toReversed();
  const entries = await Promise.all(requests.map((request) => entryOf(cache, request)));
  list.replaceChildren(...entries.filter((entry) => entry !== undefined));
  const isEmpty = list.childElementCount === 0;
  for (const section of document.querySelectorAll<HTMLElement>("[data-kept-section]"))
    section.hidden = isEmpty;
}

button?.addEventListener("click", () => {
  void caches.delete(storiesName).then(show);
});
void show();

// A module, so that its names are its own.
export {};
