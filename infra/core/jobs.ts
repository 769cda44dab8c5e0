import { z } from "zod";

/** Everything that can wait in a queue. Opaque ids only: a queue outlives a withdrawal. */
export const JobSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("process"), episodeId: z.string() }),
  /** Brings in the words that an engine elsewhere was asked for. */
  z.object({ kind: z.literal("collect-words"), episodeId: z.string() }),
  /** Looks for the words of a recording again, after somebody typed them or asked for it. */
  z.object({ kind: z.literal("find-words"), episodeId: z.string() }),
  z.object({ kind: z.literal("reconcile"), episodeId: z.string() }),
  z.object({ kind: z.literal("sweep") }),
  /** Presses the whole site, where its files are not from what there is now: a show was changed. */
  z.object({ kind: z.literal("press") }),
  /** Signs the public log of the ledger as it stands. */
  z.object({ kind: z.literal("checkpoint") }),
  /** Tells the WebSub hub of a changed feed, by its address path. */
  z.object({ kind: z.literal("ping"), feed: z.string() }),
  /** Makes the code that somebody asked for, and sends it; whether there is such a person is in the record. */
  z.object({ kind: z.literal("sign-in-code"), signIn: z.string() }),
]);
export type Job = z.output<typeof JobSchema>;
