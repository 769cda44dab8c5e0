import { publicStories } from "#core/storage-keys";
import type { App } from "./app.ts";
import { everyPage } from "./every-page.ts";

/** The keys of all files of stories in the public store, whoever may or may not see them. */
export async function* publicStoryKeys(app: App): AsyncGenerator<string> {
  const pages = everyPage(async ({ cursor }) => {
    const options = cursor === undefined ? {} : { after: cursor };
    const { keys, after } = await app.publicStore.list(publicStories, options);
    return after === undefined ? { keys } : { keys, cursor: after };
  });
  for await (const { keys } of pages) yield* keys;
}
