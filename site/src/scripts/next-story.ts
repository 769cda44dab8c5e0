/**
 * The story after this one in its series. Pages of stories name no neighbours,
 * since a withdrawal would have to change them: the list of the series, which
 * every change presses again, is asked when someone wants to go on.
 */
export async function nextStory(listPath: string, storyPath: string): Promise<string | undefined> {
  const answer = await fetch(listPath);
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const links = [...page.querySelectorAll<HTMLAnchorElement>(".card-headline a")];
  const paths = links.map((link) => link.getAttribute("href") ?? "");
  return after(paths, storyPath);
}

/** The entry after that of a story, the first one after the last; nothing when there is no other. */
export function after(paths: readonly string[], storyPath: string): string | undefined {
  const here = paths.findIndex((path) => path.startsWith(storyPath));
  const next = paths[(here + 1) % Math.max(1, paths.length)];
  return next === undefined || next.startsWith(storyPath) ? undefined : next;
}
