import { publicStories } from "#core/storage-keys";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";

/** The keys of all files of stories in the public store, whoever may or may not see them. */
export const publicStoryKeys = (app: App): AsyncGenerator<string> =>
  everyKey(app.publicStore, publicStories);
