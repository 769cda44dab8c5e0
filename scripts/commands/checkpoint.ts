import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";

/** `checkpoint`: signs the ledger's log now, instead of at the next day's turn. */
export async function checkpoint({ app }: Installation, output: Output): Promise<void> {
  const signed = await publishCheckpoint(app);
  output.result(signed, [
    `${signed.size} entries (${signed.added} new), root ${signed.rootHash}`,
    `  ${app.origin}/ledger/checkpoint.txt`,
    `  check it anywhere: node verify-ledger.mjs ${app.origin} --key '${signed.verifierKey}'`,
  ]);
}
