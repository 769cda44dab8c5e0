import { partContentType } from "#core/audio/upload-parts";
import { incomingPartKey } from "#core/storage-keys";
import { translating } from "./aws-errors.ts";
import { openS3Bucket } from "./s3-bucket.ts";

/** As long as the site's own addresses (adapters/node); the page asks for new ones then. */
const addressSeconds = 900;

/**
 * Parts straight into the bucket: addresses that S3 itself checks, for one key,
 * one length, one type and some minutes. No byte of a recording goes through a
 * function on its way in. Errors: `cloud-refused` where there are no credentials to sign with.
 */
export async function createS3PartDoor(config: {
  readonly bucket: string;
  readonly seconds?: number;
}) {
  const { seconds = addressSeconds } = config;
  const bucket = openS3Bucket(config.bucket);
  const address = (part: {
    readonly reference: string;
    readonly number: number;
    readonly bytes: number;
  }) =>
    translating("s3", () =>
      bucket.putAddress(incomingPartKey(part.reference, part.number), {
        bytes: part.bytes,
        contentType: partContentType,
        seconds,
      }),
    );
  const { origin } = new URL(await address({ reference: "origin", number: 1, bytes: 1 }));
  return { origin, address };
}
