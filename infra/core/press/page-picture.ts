import { hashOf } from "../hash.ts";
import { type ShareSubject, shareDrawing } from "../picture/share-picture.ts";
import { seedWaveform } from "../picture/seed-waveform.ts";

/** The picture for previews of a page that is nobody's testimony: a show, a project. */
export type PagePicture = {
  /** A slug: it chooses the colours and the ring. */
  readonly seed: string;
  readonly title: string;
};

export const pagePicturesFolder = "previews/";

/** Its address path; another title, or another way of drawing, has another one. */
export const pagePicturePath = ({ seed, title }: PagePicture): string =>
  `/${pagePicturesFolder}${hashOf({ seed, drawing: shareDrawing(title) }).slice(0, 24)}.jpg`;

/** What is drawn. */
export const pagePictureSubject = ({ seed, title }: PagePicture): ShareSubject => ({
  seed,
  title,
  waveform: seedWaveform(seed),
});
