/**
 * "A minute at random": every story is as likely as every other. Months are
 * weighed by their numbers of stories, and the story is picked on the page of its
 * month. Both are the pages that everyone reads, so a story that was taken back is
 * on neither, and nothing has to be written for this when one comes or goes.
 */
import { weightedPick } from "./weighted-pick.ts";

async function read(path: string): Promise<Document> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

const links = (page: Document, selector: string) => [
  ...page.querySelectorAll<HTMLAnchorElement>(selector),
];

async function randomStory(monthsPath: string): Promise<string | undefined> {
  const months = links(await read(monthsPath), "a[data-count]");
  const month = weightedPick(
    months.map((link) => Number(link.dataset["count"])),
    Math.random(),
  );
  const path = months[month ?? -1]?.getAttribute("href");
  if (path === undefined || path === null) return undefined;
  const stories = links(await read(path), ".card-headline a");
  return stories[Math.floor(Math.random() * stories.length)]?.getAttribute("href") ?? undefined;
}

// Asked of the document, since pages may be put in each other's place while a story plays.
document.addEventListener("click", (event) => {
  const { target } = event;
  const link =
    target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-random]") : null;
  // Whoever wants another tab gets the story that the link names.
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
    return;
  event.preventDefault();
  randomStory(link.dataset["random"] ?? "")
    .then((path) => location.assign(path ?? link.href))
    // Without the network the newest story may still be kept on this device.
    .catch(() => location.assign(link.href));
});
