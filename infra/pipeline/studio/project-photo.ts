import { isPicture, pictureBytesMax } from "#core/content/picture-file";
import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import type { LooseCard } from "#core/studio/card-merge";
import { isStudioPhoto, photoBytesMax, photoSidePx, studioPhotoName } from "#core/studio/photo";
import { projectPhotoKey } from "#core/storage-keys";
import type { App } from "../app.ts";

/**
 * Takes a photograph in: as small as a page needs it, without what cameras write
 * into it, under a name made of its bytes (never of what its file was called).
 * Nobody outside sees it before the card is published. Returns the name. Throws
 * `picture-too-large` (params size, max in MB), `picture-unreadable`.
 */
export async function takePhoto(app: App, bytes: Uint8Array): Promise<string> {
  const field = "photo-fichier";
  if (bytes.length > photoBytesMax) {
    const [size, max] = [bytes.length, photoBytesMax].map((count) => Math.ceil(count / 1_000_000));
    throw new AppError("picture-too-large", { field, params: { size: size ?? 0, max: max ?? 0 } });
  }
  if (!isPicture(bytes.subarray(0, 16))) throw new AppError("picture-unreadable", { field });
  const room = { sidePx: photoSidePx, bytesMax: pictureBytesMax };
  const fitted = await app.artist.fitPhoto(bytes, room);
  const name = studioPhotoName(sha256Hex(fitted));
  await app.privateStore.put(projectPhotoKey(name), fitted);
  return name;
}

/** The photograph that a card names, where the studio took it in; undefined for any other name. */
export async function readPhoto(app: App, card: LooseCard): Promise<Uint8Array | undefined> {
  const name = photoFileOf(card);
  if (name === undefined || !isStudioPhoto(name)) return undefined;
  const key = projectPhotoKey(name);
  return (await app.privateStore.head(key)) && app.privateStore.get(key);
}

/** The name of a card's photograph; undefined where it has none. */
export function photoFileOf({ photo }: LooseCard): string | undefined {
  const file = (photo as LooseCard | undefined)?.["file"];
  return typeof file === "string" ? file : undefined;
}

/** A name that was typed into a form stands for a photograph only when the studio took one in under it, or the card had it before. */
export function withKnownPhoto(card: LooseCard, before: LooseCard | undefined): LooseCard {
  const file = photoFileOf(card);
  const isKnown =
    file === undefined || isStudioPhoto(file) || (before && photoFileOf(before) === file);
  if (isKnown) return card;
  const { file: _file, ...photo } = card["photo"] as Record<string, unknown>;
  return { ...card, photo };
}
