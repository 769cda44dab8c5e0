/**
 * Below a story, a few more of its series: taken from the series' own page when a
 * reader comes near, so that the story's page names nobody else's and a withdrawal
 * has nothing to change in it. Without scripts, or without the network, the link to
 * the series stands there alone.
 */
import { after, cardsOf } from "./next-story.ts";

const shownMax = 4;
/** Before it can be seen, so that nothing moves under a reader's eyes. */
const nearby = "800px";

const isNear = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      isNear.unobserve(target);
      // No network: what is there is enough to go on.
      if (target instanceof HTMLElement) fill(target).catch(() => undefined);
    }
  },
  { rootMargin: nearby },
);

async function fill(place: HTMLElement): Promise<void> {
  const { others = "", story = "" } = place.dataset;
  const cards = await cardsOf(others);
  const shown = after([...cards.keys()], story).slice(0, shownMax);
  if (shown.length === 0) return;
  const list = document.createElement("ul");
  list.className = "stories sleeves";
  // A list without its bullets is none to Safari's screen reader.
  list.setAttribute("role", "list");
  list.append(...shown.flatMap((path) => cards.get(path) ?? []));
  place.append(list);
}

function watch(): void {
  for (const place of document.querySelectorAll("[data-others]")) isNear.observe(place);
}

watch();
// While a story plays, pages are put in each other's place.
document.addEventListener("page-replaced", watch);
