import { z } from "zod";
import { JobSchema } from "#core/jobs";
import { deliveryPartition, deliverySort } from "#core/machine-keys";
import { ConflictError, type Records, type RecordWrite } from "#ports/records";

const ReceiptSchema = z.object({
  id: z.string(),
  job: JobSchema,
  handle: z.string(),
  attempt: z.number().int(),
  nonce: z.string(),
});
/** What a delivery is known by: SQS's own handle, and a number of ours that a later delivery replaces. */
export type Receipt = z.output<typeof ReceiptSchema>;

const keyOf = (id: string) => ({ partition: deliveryPartition(id), sort: deliverySort });

/**
 * Who is at a job now. SQS may take an old handle for a good one, so the latest
 * delivery of each job is noted in the records, and only that one can settle it.
 */
export function createDeliveries(records: Records) {
  const stateOf = async (text: string) => {
    const receipt = read(text);
    const record = receipt && (await records.get(keyOf(receipt.id)));
    if (receipt === undefined || record?.body !== receipt.nonce) return undefined;
    return { receipt, version: record.version };
  };
  return {
    async begin(receipt: Receipt): Promise<string> {
      const key = keyOf(receipt.id);
      await records.commit([{ ...key, kind: "put", body: receipt.nonce, expect: "any" }]);
      return Buffer.from(JSON.stringify(receipt)).toString("base64url");
    },
    /** The receipt if no later delivery has replaced it and nothing has settled it. */
    async current(text: string): Promise<Receipt | undefined> {
      return (await stateOf(text))?.receipt;
    },
    /** Settles the delivery, together with what else is to be written, once; undefined when it is not current. */
    async end(
      text: string,
      alsoWrite: (receipt: Receipt) => readonly RecordWrite[],
    ): Promise<Receipt | undefined> {
      const state = await stateOf(text);
      if (state === undefined) return undefined;
      const { receipt, version } = state;
      const forget = { ...keyOf(receipt.id), kind: "delete", expect: { version } } as const;
      try {
        await records.commit([forget, ...alsoWrite(receipt)]);
        return receipt;
      } catch (error) {
        if (error instanceof ConflictError) return undefined;
        throw error;
      }
    },
  };
}

function read(text: string): Receipt | undefined {
  try {
    return ReceiptSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString())).data;
  } catch {
    // Not one of ours: it settles nothing.
    return undefined;
  }
}
