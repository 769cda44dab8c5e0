import { EpisodeCardSchema } from "#core/catalogue";
import { canonicalJson } from "#core/hash";
import { planSharedPages } from "#core/press-plan";
import { shelfPartition } from "#core/storage-keys";
import type { App } from "./app.ts";
import { everyPage } from "./every-page.ts";
import { pressArtwork } from "./press-artwork.ts";
import { pressShared, type PressCount } from "./press-shared.ts";
import { monthsOn } from "./read-shelf.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";

/** Where the press notes what the public files were made from. */
const versionKey = { partition: "press", sort: "version" };

/** The build of the site and the origin in its addresses: another one of either needs a full press. */
const versionOf = (app: App) => ({ site: app.renderer.version, origin: app.origin });

/** True when the public files come from this very build of the site, for this origin. */
export async function isPressed(app: App): Promise<boolean> {
  const pressed = await app.records.get(versionKey);
  return pressed !== undefined && canonicalJson(pressed.body) === canonicalJson(versionOf(app));
}

/**
 * Presses everything: assets, shared pages, and every live story through the
 * gate. A newer site needs it; repeating it writes nothing. Killed in the
 * middle, it starts again and skips what is already right.
 */
export async function pressAll(
  app: App,
  onProgress?: (done: number, total: number) => void,
): Promise<PressCount & { readonly stories: number }> {
  const count: PressCount = { created: 0, replaced: 0, unchanged: 0, deleted: 0 };
  for (const { key, path } of app.renderer.assets) {
    count[await app.publicStore.put(key, { path })] += 1;
  }
  count.created += await pressArtwork(app);
  let stories = 0;
  for await (const episodeId of liveEpisodes(app)) {
    await reconcileEpisode(app, episodeId);
    stories += 1;
  }
  const tasks = planSharedPages({
    shows: app.content.shows.map(({ slug }) => slug),
    months: await monthsOn(app, "all"),
    plainPaths: app.renderer.plainPaths,
  });
  const shared = await pressShared(app, tasks, onProgress);
  for (const outcome of ["created", "replaced", "unchanged", "deleted"] as const) {
    count[outcome] += shared[outcome];
  }
  await app.records.commit([{ kind: "put", ...versionKey, body: versionOf(app), expect: "any" }]);
  return { ...count, stories };
}

async function* liveEpisodes(app: App): AsyncGenerator<string> {
  const pages = everyPage((from) => app.records.query(shelfPartition("all"), from));
  for await (const { records } of pages) {
    for (const { body } of records) yield EpisodeCardSchema.parse(body).id;
  }
}
