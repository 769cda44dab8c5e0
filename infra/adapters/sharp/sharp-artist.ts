import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import sharp from "sharp";

import { AppError } from "#core/errors";
import { type Letter, sharePictureSvg } from "#core/picture/share-picture";
import {
  coverSizesPx,
  type Artist,
  type PhotoRoom,
  type PictureFacts,
  type CoverFile,
  type CoverSizePx,
} from "#ports/artist";
import { translatingSystemErrors } from "#ports/system-errors";

const [fullSizePx, ...smallerSizesPx] = coverSizesPx;
/** Apple's advice for artwork, which some apps enforce. */
const fullBytesMax = 512 * 1024;
/** No picture is drawn twice: what libvips would remember (50 MB of it) is memory for nothing. */
sharp.cache(false);

/** Flat colours and clean edges: below 70 the edges begin to swim, so a drawing that needs less is a mistake. */
const qualities = [85, 80, 75, 70] as const;
/** A photograph has no such edges, and more in it: the least of these is noise itself. */
const pictureQualities = [...qualities, 60, 50, 40, 30, 20, 10] as const;

type Raster = { readonly data: Buffer; readonly width: number; readonly height: number };

/**
 * Pictures through sharp (libvips); an SVG is drawn once, at full size, and the
 * rest are scaled from that. Words are written by `letter`; without it there are none.
 */
export function createSharpArtist({ letter }: { readonly letter?: Letter } = {}): Artist {
  return {
    name: "sharp",
    drawCovers: async (drawing, workFolder) => {
      const isDrawing = typeof drawing === "string";
      const raster = await (isDrawing ? draw(Buffer.from(drawing)) : readable(draw(drawing)));
      const full = await encodeFull(raster, isDrawing ? qualities : pictureQualities);
      const files = [await save(workFolder, fullSizePx, full)];
      for (const sizePx of smallerSizesPx) {
        files.push(await save(workFolder, sizePx, await encode(raster, sizePx, qualities[0])));
      }
      return files;
    },
    drawShare: async (subject, workFolder) => {
      const svg = sharePictureSvg(subject, letter ?? (() => undefined));
      const jpeg = await sharp(Buffer.from(svg))
        .flatten({ background: "#ffffff" })
        .toColourspace("srgb")
        .jpeg({ quality: qualities[0], chromaSubsampling: "4:4:4", progressive: false })
        .toBuffer();
      return { path: await write(join(workFolder, "share.jpg"), jpeg) };
    },
    drawPng: async (svg, sizePx) =>
      new Uint8Array(
        await sharp(Buffer.from(svg), { density: 72 }).resize(sizePx, sizePx).png().toBuffer(),
      ),
    fitPhoto,
    lookAt: (bytes) => readable(factsOf(bytes)),
  };
}

async function draw(drawing: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(drawing, { limitInputPixels: photoPixelsMax })
    .autoOrient()
    .resize(fullSizePx, fullSizePx)
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function encodeFull(raster: Raster, among: readonly number[]): Promise<Buffer> {
  let smallest: Buffer | undefined;
  for (const quality of among) {
    smallest = await encode(raster, fullSizePx, quality);
    if (smallest.byteLength <= fullBytesMax) return smallest;
  }
  // Of a picture that somebody brought, the smallest that there is: it weighs more than apps advise, and is seen.
  if (smallest !== undefined && among === pictureQualities) return smallest;
  throw new Error(`no quality brings this cover under ${fullBytesMax} bytes`);
}

/** What sharp cannot read is no picture that anybody can use. */
async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    throw new AppError("picture-unreadable", { cause });
  }
}

async function factsOf(bytes: Uint8Array): Promise<PictureFacts> {
  const read = sharp(bytes, { limitInputPixels: photoPixelsMax, failOn: "error" });
  const { format, autoOrient, space = "", hasAlpha } = await read.metadata();
  // Decodes every pixel, so that a file that stops in the middle is noticed here.
  const { isOpaque } = await read.stats();
  return {
    format: format === "jpeg" || format === "png" ? format : "other",
    widthPx: autoOrient.width,
    heightPx: autoOrient.height,
    isRgb: space === "srgb" || space === "rgb16",
    isOpaque: !hasAlpha || isOpaque,
  };
}

/** A picture that claims more pixels than any camera has is a trap for the machine's memory. */
const photoPixelsMax = 120_000_000;
const photoQualities = [82, 74, 66, 55, 40] as const;

async function fitPhoto(bytes: Uint8Array, { sidePx, bytesMax }: PhotoRoom): Promise<Uint8Array> {
  try {
    const read = sharp(bytes, { limitInputPixels: photoPixelsMax, failOn: "error" });
    const { format = "" } = await read.metadata();
    if (!["jpeg", "png", "webp"].includes(format)) throw new Error(`a picture of kind ${format}`);
    const fitted = read
      .autoOrient()
      .resize(sidePx, sidePx, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb");
    for (const quality of photoQualities) {
      const jpeg = await fitted.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
      if (jpeg.byteLength <= bytesMax) return new Uint8Array(jpeg);
    }
    throw new Error(`no quality brings this picture under ${bytesMax} bytes`);
  } catch (cause) {
    throw new AppError("picture-unreadable", { field: "photo-fichier", cause });
  }
}

/** Full colour resolution (4:4:4), because subsampling would fringe the ink on its coloured ground. */
function encode({ data, width, height }: Raster, sizePx: number, quality: number): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const sized = sizePx === width ? picture : picture.resize(sizePx, sizePx);
  return sized.jpeg({ quality, chromaSubsampling: "4:4:4", progressive: false }).toBuffer();
}

async function save(workFolder: string, sizePx: CoverSizePx, jpeg: Buffer): Promise<CoverFile> {
  const path = await write(join(workFolder, `cover-${sizePx}.jpg`), jpeg);
  return { sizePx, path, bytes: jpeg.byteLength };
}

async function write(path: string, jpeg: Buffer): Promise<string> {
  await translatingSystemErrors(() => writeFile(path, jpeg));
  return path;
}
