/** Marks the words that are being said, and plays from the words that are pointed at. */
export type Follower = { readonly show: (seconds: number) => void };

export function followTranscript(story: string, playFrom: (seconds: number) => void): Follower {
  const text = document.querySelector<HTMLElement>(`[data-transcript="${CSS.escape(story)}"]`);
  if (text === null) return { show: () => undefined };
  const spans = [...text.querySelectorAll<HTMLElement>("[data-from]")];
  const from = spans.map((span) => Number(span.dataset["from"]));
  let current = -1;

  text.dataset["ready"] = "";
  text.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    // Someone who marks a passage to copy it wants no sound.
    if (getSelection()?.isCollapsed === false) return;
    const place = event.target.closest<HTMLElement>("[data-from], [data-seek]");
    if (place === null) return;
    if (place instanceof HTMLAnchorElement) {
      // The address becomes that of the moment, without the jump that a link makes.
      event.preventDefault();
      history.replaceState(null, "", place.href);
    }
    playFrom(Number(place.dataset["from"] ?? place.dataset["seek"]));
  });
  const show = (seconds: number): void => {
    const next = seconds > 0 ? from.findLastIndex((start) => start <= seconds + 0.05) : -1;
    if (next === current) return;
    const before = spans[current];
    const now = spans[next];
    before?.classList.remove("now");
    now?.classList.add("now");
    // The page moves only for someone who was reading along.
    if (now !== undefined && before !== undefined && isInView(before) && !isInView(now)) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      now.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
    current = next;
  };
  return { show };
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
