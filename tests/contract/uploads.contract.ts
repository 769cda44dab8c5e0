/** What any uploads must do, wherever the parts wait. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { bytesOfPart, partCount } from "#core/audio/upload-parts";
import type { ObjectStore } from "#ports/object-store";
import type { Uploads } from "#ports/uploads";

export type OpenUploads = {
  readonly uploads: Uploads;
  /** Where the whole goes. */
  readonly store: ObjectStore;
  /** Sends a body to an address as a browser would; the status that it was answered with. */
  put(address: string, body: Uint8Array): Promise<number>;
  /** Moves the clock that addresses run out by. */
  wait(seconds: number): void;
};

const sha256 = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
const aFile = (bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, index) => index * 31 + (index >> 8));
const key = "uploads/episode/upload";

export function uploadsContract(name: string, open: () => Promise<OpenUploads>): void {
  /** A file on its way in, with what sends its parts. */
  async function begun(bytes: number) {
    const all = await open();
    const file = aFile(bytes);
    const { reference, partBytes } = await all.uploads.begin("abc123", bytes);
    const count = partCount(bytes, partBytes);
    const partOf = (number: number) => {
      const from = (number - 1) * partBytes;
      return file.slice(from, from + bytesOfPart(number, bytes, partBytes));
    };
    const addressOf = (number: number) =>
      all.uploads.partAddress(reference, { number, bytes: partOf(number).length });
    const send = async (number: number) => all.put(await addressOf(number), partOf(number));
    const finish = () => all.uploads.finish(reference, { key, bytes, partBytes });
    return { ...all, file, reference, partBytes, count, partOf, addressOf, send, finish };
  }

  test(`${name}: parts in any order, one of them twice, are the file again, to the last bit`, async () => {
    const upload = await begun(700_001);
    expect(upload.count).toBeGreaterThan(1);
    for (let number = upload.count; number >= 1; number -= 1)
      expect(await upload.send(number)).toBeLessThan(300);
    expect(await upload.send(1)).toBeLessThan(300);
    expect(await upload.uploads.received(upload.reference)).toEqual(
      Array.from({ length: upload.count }, (_, index) => index + 1),
    );
    const made = await upload.finish();
    expect(made).toEqual({ bytes: 700_001, sha256: sha256(upload.file) });
    expect(sha256(await upload.store.get(key))).toBe(made.sha256);
    expect(await upload.uploads.received(upload.reference)).toEqual([]);
    // The answer was lost on the way, so the browser asks again.
    expect(await upload.finish()).toEqual(made);
  });

  test(`${name}: with a part missing nothing is put together, and what came is kept`, async () => {
    const upload = await begun(700_001);
    await upload.send(1);
    await expect(upload.finish()).rejects.toMatchObject({
      code: "upload-incomplete",
      retryable: true,
    });
    expect(await upload.store.head(key)).toBeUndefined();
    expect(await upload.uploads.received(upload.reference)).toEqual([1]);
  });

  test(`${name}: an address takes exactly its own part`, async () => {
    const upload = await begun(700_001);
    const address = await upload.addressOf(1);
    const part = upload.partOf(1);
    expect(await upload.put(address, part.slice(1))).toBeGreaterThanOrEqual(400);
    expect(await upload.put(address, Uint8Array.from([...part, 1]))).toBeGreaterThanOrEqual(400);
    expect(await upload.uploads.received(upload.reference)).toEqual([]);
    expect(await upload.put(address, part)).toBeLessThan(300);
  });

  test(`${name}: nobody makes or changes an address, and one that has run out takes nothing`, async () => {
    const upload = await begun(700_001);
    const address = await upload.addressOf(1);
    for (const forged of [
      address.replace("/1?", "/2?"),
      address.replace("abc123", "abc124"),
      address.replace(/=([^=&]+)$/, "=x$1"),
      address.replace(/\?.*/, ""),
    ]) {
      expect(forged).not.toBe(address);
      expect(await upload.put(forged, upload.partOf(1))).toBeGreaterThanOrEqual(400);
    }
    upload.wait(86_400);
    expect(await upload.put(address, upload.partOf(1))).toBeGreaterThanOrEqual(400);
    expect(await upload.uploads.received(upload.reference)).toEqual([]);
  });

  test(`${name}: what is dropped is gone, and dropping it again is no error`, async () => {
    const upload = await begun(300_000);
    await upload.send(1);
    await upload.uploads.drop(upload.reference);
    await upload.uploads.drop(upload.reference);
    expect(await upload.uploads.received(upload.reference)).toEqual([]);
  });

  test(`${name}: a file of one byte has one part`, async () => {
    const upload = await begun(1);
    expect(upload.count).toBe(1);
    await upload.send(1);
    expect((await upload.finish()).bytes).toBe(1);
  });
}
