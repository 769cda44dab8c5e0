import { ContentIncompleteError } from "#core/content/content-incomplete";
import { checkContent } from "#core/content/check";
import { type Show } from "#core/content/show";
import { type StudioShow, StudioShowSchema } from "#core/content/show-changes";
import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { artworkBytesMax, requireArtwork } from "#core/picture/artwork-rules";
import { chosenCard, isSameCard, type LooseCard, type Side } from "#core/studio/card-merge";
import { StudioShowFormSchema } from "#core/studio/show-form";
import { showPictureKey } from "#core/storage-keys";
import {
  publicProjectsPartition,
  publicProjectsSort,
  publicShowSort,
  showPartition,
  showRevisionSort,
} from "#core/studio/team-keys";
import { asRead } from "#ports/records-rules";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { showsToPress } from "./press-shows.ts";
import {
  type EditedShow,
  listShows,
  requireEditedShow,
  requireShowRevision,
} from "./show-records.ts";

type Change = {
  readonly slug: string;
  /** The revision that whoever writes has seen; another one is not written over. */
  readonly revision: number;
};

/**
 * Begins a show: it has an address, a feed and a page at once, without stories.
 * Throws `show-slug-taken` for a name that a show has or had, `show-incomplete`
 * (with the problems of its fields), and what `takeArtwork` throws.
 */
export async function createShow(
  app: App,
  by: string,
  { show, picture }: { readonly show: LooseCard; readonly picture?: Uint8Array | undefined },
): Promise<string> {
  const checked = requireShow(show);
  const taken = (await listShows(app)).flatMap((one) => [
    one.slug,
    ...((one.show["formerSlugs"] as readonly string[] | undefined) ?? []),
  ]);
  if (taken.includes(checked.slug)) throw new AppError("show-slug-taken", { field: "slug" });
  const name = picture && (await takeArtwork(app, picture));
  await keep(app, by, { slug: checked.slug, show: {}, revision: 0 }, checked, { picture: name });
  return checked.slug;
}

/**
 * Changes a show; readers see it as soon as the site is pressed, and the feed
 * keeps its address, its guid and those of its items. The same show is not kept
 * twice. Throws `show-gone`, `show-changed` when somebody was quicker,
 * `show-to-choose` while a changed file waits, `show-incomplete`, and what
 * `takeArtwork` throws; nothing is changed then.
 */
export async function saveShow(
  app: App,
  by: string,
  change: Change & { readonly show: LooseCard; readonly picture?: Uint8Array | undefined },
): Promise<void> {
  const now = await requireSeen(app, change);
  if (now.other !== undefined) throw new AppError("show-to-choose");
  const checked = requireShow({ ...change.show, slug: now.slug });
  const name = change.picture && (await takeArtwork(app, change.picture));
  const picture = name ?? now.picture;
  if (isSameCard(now.show, checked) && picture === now.picture) return;
  await keep(app, by, now, checked, { picture });
}

/** Makes an earlier state the newest one; 0 is the file's. Throws `show-gone`, `show-changed`, `show-to-choose`. */
export async function restoreShow(
  app: App,
  by: string,
  change: Change & { readonly from: number },
): Promise<void> {
  const now = await requireSeen(app, change);
  if (now.other !== undefined) throw new AppError("show-to-choose");
  if (change.from === 0) {
    if (now.file === undefined) throw new AppError("show-gone");
    return keep(app, by, now, requireShow(now.file), { picture: undefined });
  }
  const { show, picture } = await requireShowRevision(app, change.slug, change.from);
  await keep(app, by, now, show, { picture });
}

/**
 * Settles what differs between the studio's show and a file that has changed: the
 * fields named `theirs` are taken from the file. Throws `show-gone`,
 * `show-changed`, `show-incomplete`.
 */
export async function settleShow(
  app: App,
  by: string,
  change: Change & { readonly picks: Readonly<Record<string, Side>> },
): Promise<void> {
  const now = await requireSeen(app, change);
  if (now.other === undefined) return;
  const chosen = chosenCard(now.show, now.other.card, change.picks);
  await keep(app, by, now, requireShow(chosen), { picture: now.picture, base: now.file });
}

/**
 * Takes a show's picture in, under a name made of its bytes. Throws
 * `picture-too-large` (params size, max in MB), `picture-unreadable` and what
 * `requireArtwork` throws.
 */
async function takeArtwork(app: App, bytes: Uint8Array): Promise<string> {
  if (bytes.length > artworkBytesMax) {
    const [size = 0, max = 0] = [bytes.length, artworkBytesMax].map((n) => Math.ceil(n / 1e6));
    throw new AppError("picture-too-large", { field: "image", params: { size, max } });
  }
  requireArtwork(await app.artist.lookAt(bytes));
  const name = sha256Hex(bytes).slice(0, 32);
  await app.privateStore.put(showPictureKey(name), bytes);
  return name;
}

function requireShow(show: LooseCard): Show {
  const checked = checkContent(StudioShowFormSchema, show, `shows/${String(show["slug"])}.yaml`);
  if (!checked.ok) throw new ContentIncompleteError("show-incomplete", checked.problems);
  return checked.value;
}

async function requireSeen(app: App, { slug, revision }: Change): Promise<EditedShow> {
  const now = await requireEditedShow(app, slug);
  if (now.revision !== revision) throw new AppError("show-changed");
  return now;
}

async function keep(
  app: App,
  by: string,
  now: EditedShow,
  show: Show,
  {
    picture,
    base,
  }: { readonly picture: string | undefined; readonly base?: LooseCard | undefined },
): Promise<void> {
  const partition = publicProjectsPartition;
  const { slug } = now;
  // Apps keep what they once fetched from an address: another picture has another one.
  const isNewPicture = picture !== now.picture;
  const version = Number(now.show["artworkVersion"] ?? 1) + 1;
  const former =
    now.revision === 0 ? undefined : await requireShowRevision(app, slug, now.revision);
  // Saving is no answer to a file that has changed meanwhile: only choosing is.
  const seen = base ?? (former === undefined ? now.file : former.base);
  const body: StudioShow = StudioShowSchema.parse({
    show: isNewPicture ? { ...show, artworkVersion: version } : withVersionOf(show, now),
    revision: now.revision + 1,
    at: app.clock.now(),
    by,
    ...(picture === undefined ? {} : { picture }),
    ...(seen === undefined ? {} : { base: seen }),
  });
  const stored = await app.records.get({ partition, sort: publicShowSort(slug) });
  const listed = await app.records.get({ partition, sort: publicProjectsSort });
  const isFirst = await commitIfFirst(app.records, [
    { kind: "put", partition, sort: publicShowSort(slug), body, expect: asRead(stored?.version) },
    {
      kind: "put",
      partition,
      sort: publicProjectsSort,
      body: {},
      expect: asRead(listed?.version),
    },
    {
      kind: "put",
      partition: showPartition(slug),
      sort: showRevisionSort(body.revision),
      body,
      expect: "absent",
    },
    showsToPress(app),
  ]);
  if (!isFirst) throw new AppError("show-changed");
  await app.queue.send({ kind: "press" });
}

/** An earlier state comes back without its number: the picture's address only ever counts up. */
function withVersionOf(show: Show, { show: now }: EditedShow): LooseCard {
  const { artworkVersion: _former, ...rest } = show;
  const version = now["artworkVersion"];
  return version === undefined ? rest : { ...rest, artworkVersion: version };
}
