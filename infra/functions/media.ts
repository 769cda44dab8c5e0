import { createMediaMachine } from "#compose/aws-media";
import { MediaOrderSchema, type MediaAnswer } from "#core/media-order";
import { fillMediaOrder } from "#pipeline/press/fill-media-order";

const machine = createMediaMachine({
  bucket: process.env["PAROLES_PRIVATE_BUCKET"] ?? "",
  programs: process.env,
});

/** Works on sound, and on nothing else. */
export async function handler(event: unknown): Promise<MediaAnswer> {
  return fillMediaOrder(machine, MediaOrderSchema.parse(event));
}
