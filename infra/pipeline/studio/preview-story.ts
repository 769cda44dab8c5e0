import { encodings } from "#core/audio/policy";
import { AppError } from "#core/errors";
import type { Locale, PageData } from "#core/press/page-data";
import { type Publication, viewOf } from "#core/press/catalogue";
import { storyPath } from "#core/press/task";
import { decidePublication, type PublishableEpisode } from "#core/publication";
import { asIfAgreed } from "#core/studio/as-if-agreed";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { publicTexts } from "../publication/public-texts.ts";
import { requireShow } from "../press/shelved-story.ts";
import { siteOf } from "../press/site-data.ts";
import { withContent } from "../current-content.ts";

/** A file of a preview: a private one by its key, or a text made for it. */
export type PreviewFile = {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: number;
} & ({ readonly key: string; readonly sha256: string } | { readonly body: Uint8Array });

/** As long as a key of the public store, so that pages find their files as they do there. */
const key = "0".repeat(26);

/**
 * The page of a story as it would be public, from the very bundle that presses
 * it, its files below `folder`, which only the team can open. Nothing is written.
 * Errors: `episode-unknown`, `preview-impossible`.
 */
export async function previewPage(
  anyApp: App,
  episodeId: string,
  { locale, folder }: { readonly locale: Locale; readonly folder: string },
): Promise<Uint8Array> {
  const app = await withContent(anyApp);
  const { episode, files } = await preview(app, episodeId);
  const now = app.clock.now();
  const publication: Publication = {
    key,
    fingerprint: episode.fingerprint,
    epoch: episode.epoch,
    firstPublishedAt: now,
    publishedAt: now,
    files: files.map(({ name, mimeType, bytes }) => ({ name, mimeType, bytes })),
  };
  const view = viewOf(episode, publication);
  const page: PageData = {
    site: siteOf(app),
    locale,
    path: storyPath(view, locale),
    alternates: { fr: `${folder}?lang=fr`, en: `${folder}?lang=en` },
    kind: "episode",
    episode: { ...view, path: `${folder}/` },
    show: requireShow(app, episode.showSlug),
    thread: [],
  };
  return (await app.renderer.render(page.path, page)).body;
}

/** One file of a preview. Errors: as `previewPage`, `object-not-found`. */
export async function previewFile(app: App, episodeId: string, name: string): Promise<PreviewFile> {
  const { files } = await preview(app, episodeId);
  const found = files.find((file) => file.name === name);
  if (found === undefined)
    throw new AppError("object-not-found", { params: { key: name.slice(0, 40) } });
  return found;
}

async function preview(app: App, episodeId: string) {
  const dossier = await requireEpisode(app.records, episodeId);
  const now = app.clock.now();
  const decision = decidePublication(asIfAgreed(dossier, now), now);
  if (decision.status === "withheld") throw new AppError("preview-impossible");
  return { episode: decision.episode, files: filesOf(decision.episode) };
}

function filesOf(episode: PublishableEpisode): readonly PreviewFile[] {
  const mimeTypeOf = (encoding: string) =>
    encodings.find(({ name }) => name === encoding)?.mimeType ?? "application/octet-stream";
  return [
    ...episode.renditions.map(({ encoding, key: stored, bytes, sha256 }) => ({
      name: `${key}.${encoding}`,
      mimeType: mimeTypeOf(encoding),
      key: stored,
      bytes,
      sha256,
    })),
    ...episode.covers.map(({ sizePx, key: stored, bytes, sha256 }) => ({
      name: `${key}-${sizePx}.jpg`,
      mimeType: "image/jpeg",
      key: stored,
      bytes,
      sha256,
    })),
    ...publicTexts(episode, key).map(({ name, mimeType, body }) => ({
      name,
      mimeType,
      body,
      bytes: body.byteLength,
    })),
  ];
}
