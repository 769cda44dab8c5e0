import { AppError } from "#core/errors";
import { fileUrl, feedPath, publishedFile } from "#core/feed/address";
import { quietZoneModules, qrPath } from "#core/picture/qr-path";
import { embedHtml, frameHtml, oembedPath, projectFrameHeightPx } from "#core/press/oembed";
import type { Locale } from "#core/press/page-data";
import { pagePicturePath } from "#core/press/page-picture";
import { projectFramePath, projectPath } from "#core/press/project-addresses";
import { decidePublication } from "#core/publication";
import type { Kit } from "#core/studio/page-projects";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "../app.ts";
import { withContent } from "../current-content.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { requireStudioProject } from "./project-records.ts";
import { titleOfCard } from "./project-view.ts";

/** Pixels of a QR code's side as a picture: sharp on a poster of A4. */
const qrPx = 1_200;

/**
 * What others take away of a story: nothing while it is not public, at this very
 * moment and by the same rule that publishes it. Throws `episode-unknown`.
 */
export async function storyKit(app: App, episodeId: string): Promise<Kit> {
  const file = await requireEpisode(app.records, episodeId);
  const { episode, publication } = file;
  const back = `/studio/recits/${episode.id}`;
  const card = publication.live?.card;
  const isPublic = decidePublication(file, app.clock.now()).status === "publishable";
  if (card === undefined || !isPublic) return { of: "story", title: episode.title, back };
  const url = `${app.origin}${card.path}`;
  const title = card.headline || card.title;
  const share = publishedFile(card, "-share.jpg") ?? publishedFile(card, "-1400.jpg");
  const feed = feedPath({ kind: "show", slug: card.showSlug });
  return {
    of: "story",
    title,
    back,
    taken: {
      url,
      text: [title, card.summary, url].filter((line) => line !== "").join("\n"),
      embed: embedHtml(card, title, app.origin),
      oembedUrl: `${app.origin}${oembedPath(card, "json")}`,
      qr: qrOf(app, url),
      ...(share === undefined ? {} : { imageUrl: fileUrl(app.origin, card, share) }),
      ...(card.onPlatforms ? { feedUrl: `${app.origin}${feed}` } : {}),
    },
  };
}

/** What others take away of a project that has a page. Throws `project-gone`. */
export async function projectKit(app: App, slug: string, locale: Locale): Promise<Kit> {
  const { card } = await requireStudioProject(app, slug);
  const back = `/studio/projets/${slug}`;
  const current = await withContent(app);
  const project = current.content.projects.find((one) => one.slug === slug);
  if (project === undefined) return { of: "project", title: titleOfCard(card, locale), back };
  const url = `${app.origin}${projectPath(project, locale)}`;
  const title = project.title[locale];
  const picture = current.renderer.pictures.find(
    ({ seed, title: words }) => seed === slug && plain(words) === plain(title),
  );
  const feed = feedPath({ kind: "project", slug });
  const hasFeed = (await app.publicStore.head(publicKeyOfPath(feed))) !== undefined;
  return {
    of: "project",
    title,
    back,
    taken: {
      url,
      text: [title, project.summary[locale], url].join("\n"),
      embed: frameHtml(
        `${app.origin}${projectFramePath(project, locale)}`,
        title,
        projectFrameHeightPx,
      ),
      qr: qrOf(app, url),
      ...(picture === undefined ? {} : { imageUrl: `${app.origin}${pagePicturePath(picture)}` }),
      ...(hasFeed ? { feedUrl: `${app.origin}${feed}` } : {}),
    },
  };
}

/** Pages set their words with spaces of their own. */
const plain = (words: string) => words.replace(/\s+/g, " ");

function qrOf(app: App, url: string) {
  const matrix = app.consent.qrCodes.matrix(url);
  return { path: qrPath(matrix), modules: matrix.length };
}

/** The QR code of a kit as a file: `qr.svg`, `qr.png`. Throws `kit-empty` for what is not public. */
export async function qrFile(
  app: App,
  { taken }: Kit,
  file: string,
): Promise<{ readonly body: Uint8Array; readonly mimeType: string } | undefined> {
  if (taken === undefined) throw new AppError("kit-empty");
  const { path, modules } = taken.qr;
  const side = modules + 2 * quietZoneModules;
  const at = -quietZoneModules;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${at} ${at} ${side} ${side}" width="${side}mm" height="${side}mm" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M${at} ${at}h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`;
  if (file === "qr.svg") return { body: new TextEncoder().encode(svg), mimeType: "image/svg+xml" };
  if (file !== "qr.png") return undefined;
  return { body: await app.artist.drawPng(svg, qrPx), mimeType: "image/png" };
}
