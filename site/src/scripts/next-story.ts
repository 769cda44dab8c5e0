/**
 * What comes after this story in its series. Pages of stories name no neighbours,
 * since a withdrawal would have to change them: the list of the series, which
 * every change presses again, is asked when someone wants to go on.
 */
export async function nextStory(listPath: string, storyPath: string): Promise<string | undefined> {
  const paths = [...(await cardsOf(listPath)).keys()];
  return after(paths, storyPath)[0];
}

/** The cards of a page's list of stories, in its order, by the paths that they lead to; none where the page is not there. */
export async function cardsOf(listPath: string): Promise<ReadonlyMap<string, Element>> {
  const answer = await fetch(listPath);
  if (!answer.ok) return new Map();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return new Map(
    [...page.querySelectorAll(".stories > li")].flatMap((card) => {
      const path = card.querySelector(".card-headline a")?.getAttribute("href") ?? "";
      return path === "" ? [] : [[path, card] as const];
    }),
  );
}

/** The entries after that of a story, round to the one before it; from the beginning where it is not in the list. */
export function after(paths: readonly string[], storyPath: string): readonly string[] {
  const isOther = (path: string) => !path.startsWith(storyPath);
  const here = paths.findIndex((path) => !isOther(path));
  return [...paths.slice(here + 1), ...paths.slice(0, here + 1)].filter(isOther);
}
