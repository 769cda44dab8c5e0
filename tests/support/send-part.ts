import { partContentType } from "#core/audio/upload-parts";

/** PUTs a part as the studio's page does (site/src/scripts/studio/send-story.ts); the status of the answer. */
export async function sendPart(
  address: string,
  body: Uint8Array,
  type = partContentType,
): Promise<number> {
  const answer = await fetch(address, {
    method: "PUT",
    headers: { "Content-Type": type },
    body: new Uint8Array(body),
  });
  await answer.body?.cancel();
  return answer.status;
}
