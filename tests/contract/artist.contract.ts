/** What any artist must do, whoever makes it. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import sharp from "sharp";
import { expect, test } from "vitest";

import { coverSvg } from "#core/picture/cover";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { coverSizesPx, type Artist } from "#ports/artist";

import { ffmpegOutput, withFolder } from "../support/audio-tools.ts";

/** A voice that changes all the time: the most that a cover can have to draw. */
const waveform = Array.from(
  { length: 240 },
  (_, index) => Math.abs(Math.sin(index * 12.9898) * 43_758.5453) % 1,
);

/** Pictures of nine megapixels, drawn beside other tests: a limit against hanging, not a measure. */
const patient = { timeout: 120_000 };

/** Any id whose voice has this colour. */
function seedOf(colour: string): string {
  for (let index = 0; ; index += 1) {
    if (voicePaletteOf(`seed-${index}`).name === colour) return `seed-${index}`;
  }
}

export function artistContract(make: () => Artist): void {
  test(
    "a photograph loses its size, its turn and all that the camera wrote into it",
    patient,
    async () => {
      const photo = await cameraPhoto();
      expect(Buffer.from(photo).includes("Nikon")).toBe(true);
      const fitted = await make().fitPhoto(photo, { sidePx: 400, bytesMax: 60_000 });
      expect(fitted.length).toBeLessThanOrEqual(60_000);
      // Taken on its side: upright it is higher than wide.
      expect(readJpegHead(Buffer.from(fitted))).toEqual({
        width: 200,
        height: 400,
        components: 3,
        metadata: [],
      });
    },
  );

  test("what is no photograph, or half of one, is refused", async () => {
    const half = (await cameraPhoto()).subarray(0, 4_000);
    for (const bytes of [new TextEncoder().encode("<svg/>"), new Uint8Array(), half])
      await expect(make().fitPhoto(bytes, { sidePx: 400, bytesMax: 60_000 })).rejects.toMatchObject(
        { code: "picture-unreadable" },
      );
  });

  test("a drawing becomes a PNG of the size asked for", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1z"/></svg>';
    const png = Buffer.from(await make().drawPng(svg, 120));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([120, 120]);
  });

  test("covers come in every size, as square JPEGs that feeds accept", patient, () =>
    withFolder(async (folder) => {
      const covers = await make().drawCovers(coverSvg({ waveform, seed: "voice" }), folder);
      expect(covers.map(({ sizePx }) => sizePx)).toEqual(coverSizesPx);
      expect((await readdir(folder)).length).toBe(coverSizesPx.length);
      for (const { sizePx, path, bytes } of covers) {
        expect((await stat(path)).size).toBe(bytes);
        expect(readJpegHead(await readFile(path))).toEqual({
          width: sizePx,
          height: sizePx,
          components: 3,
          metadata: [],
        });
      }
    }),
  );

  test(
    "a picture that somebody brought becomes covers too, without what its camera wrote",
    patient,
    () =>
      withFolder(async (folder) => {
        const given = join(folder, "given.png");
        const noise = "nullsrc=s=1400x1400,geq=random(1)*255:128:128";
        await ffmpegOutput("-f", "lavfi", "-i", noise, "-frames:v", "1", "-y", given);
        const bytes = new Uint8Array(await readFile(given));
        const side = { widthPx: 1400, heightPx: 1400 };
        const facts = { format: "png", ...side, isRgb: true, isOpaque: true };
        expect(await make().lookAt(bytes)).toEqual(facts);
        for (const { sizePx, path } of await make().drawCovers(bytes, folder))
          expect(readJpegHead(await readFile(path))).toEqual({
            width: sizePx,
            height: sizePx,
            components: 3,
            metadata: [],
          });
        const broken = bytes.subarray(0, 5_000);
        await expect(make().lookAt(broken)).rejects.toMatchObject({ code: "picture-unreadable" });
        await expect(make().drawCovers(broken, folder)).rejects.toMatchObject({
          code: "picture-unreadable",
        });
      }),
  );

  test("the feed's cover is at most 512 KB in the colour that costs most", patient, () =>
    withFolder(async (folder) => {
      const svg = coverSvg({ waveform, seed: seedOf("safran") });
      const [full] = await make().drawCovers(svg, folder);
      expect(full?.bytes).toBeLessThanOrEqual(512 * 1024);
    }),
  );

  test(
    "what was drawn is what is seen: ground in the corner, light in the middle, ink on the ring",
    patient,
    () =>
      withFolder(async (folder) => {
        const svg = coverSvg({ waveform: waveform.map(() => 1), seed: "voice" });
        const [field = "", ink = ""] = [...svg.matchAll(/#(?!ffffff)[0-9a-f]{6}/g)].map(
          ([colour]) => colour,
        );
        const covers = await make().drawCovers(svg, folder);
        const path = covers.find(({ sizePx }) => sizePx === 500)?.path ?? "";
        const pixels = await ffmpegOutput("-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-");
        const at = (x: number, y: number) => [
          ...pixels.subarray((y * 500 + x) * 3, (y * 500 + x) * 3 + 3),
        ];
        expectNear(at(5, 5), field);
        expect(Math.min(...at(250, 250))).toBeGreaterThan(Math.min(...at(5, 5)));
        const angle = (0.5 / 60) * 2 * Math.PI;
        expectNear(
          at(Math.round(250 + Math.sin(angle) * 150), Math.round(250 - Math.cos(angle) * 150)),
          ink,
        );
      }),
  );

  test("the same drawing always gives the same bytes", patient, () =>
    withFolder(async (folder) => {
      const svg = coverSvg({ waveform, seed: "voice" });
      const [first] = await make().drawCovers(svg, folder);
      const before = await readFile(first?.path ?? "");
      await make().drawCovers(svg, folder);
      expect((await readFile(join(folder, "cover-3000.jpg"))).equals(before)).toBe(true);
    }),
  );

  test(
    "a picture for previews has its size, says the title, and is small enough for every network",
    patient,
    () =>
      withFolder(async (folder) => {
        const subject = { waveform, seed: "voice", title: "L'été où j'ai appris à souder l’acier" };
        const draw = async (title: string) =>
          readFile((await make().drawShare({ ...subject, title }, folder)).path);
        const written = await draw(subject.title);
        expect(readJpegHead(written)).toEqual({
          width: 1200,
          height: 630,
          components: 3,
          metadata: [],
        });
        expect(written.length).toBeLessThan(300 * 1024);
        expect((await draw(subject.title)).equals(written)).toBe(true);
        expect((await draw("Un autre titre")).equals(written)).toBe(false);
        // A face without letters for it: the picture is then the ring alone, whatever is said.
        const ring = await draw("حكايتي");
        expect((await draw("مخبز")).equals(ring)).toBe(true);
        expect(readJpegHead(ring)).toMatchObject({ width: 1200, height: 630 });
      }),
  );
}

/** What a camera held on its side writes: turned by a note in its metadata, with a maker and a place. */
async function cameraPhoto(): Promise<Uint8Array> {
  const pixels = Uint8Array.from({ length: 800 * 400 * 3 }, (_, index) => (index * 7_919) % 251);
  const picture = sharp(pixels, { raw: { width: 800, height: 400, channels: 3 } });
  const exif = { IFD0: { Make: "Nikon" }, IFD3: { GPSLatitude: "50/1 38/1 0/1" } };
  return picture.withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

function expectNear(pixel: readonly number[], colour: string): void {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  pixel.forEach((part, index) => expect(Math.abs(part - (wanted[index] ?? 0))).toBeLessThan(12));
}

/** Size, colour parts and metadata segments (EXIF, XMP, ICC, IPTC, comments) from a JPEG's markers. */
function readJpegHead(jpeg: Buffer) {
  const metadata: string[] = [];
  for (let at = 2; at < jpeg.length;) {
    const marker = jpeg.readUInt16BE(at);
    const size = jpeg.readUInt16BE(at + 2);
    if (marker === 0xffc0 || marker === 0xffc2) {
      const [height, width] = [jpeg.readUInt16BE(at + 5), jpeg.readUInt16BE(at + 7)];
      return { width, height, components: jpeg.readUInt8(at + 9), metadata };
    }
    // 0xffe0 is the JFIF header that every JPEG has.
    if ((marker > 0xffe0 && marker <= 0xffef) || marker === 0xfffe)
      metadata.push(marker.toString(16));
    at += 2 + size;
  }
  throw new Error("no frame in this JPEG");
}
