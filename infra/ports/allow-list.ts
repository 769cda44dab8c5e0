import { AppError } from "#core/errors";

/**
 * What the edge gate reads: episode id → entry. It follows CloudFront's
 * KeyValueStore: updates are all-or-nothing and must name the ETag of the list
 * they were computed from, which fences a publication against a withdrawal that
 * it did not see (research note on consent, §5).
 */
export type AllowEntry =
  | { readonly state: "allowed"; readonly publication: string; readonly epoch: number }
  | { readonly state: "denied"; readonly epoch: number };

/** Which stories the edge lets through: absent means closed. Every update names the state that it was computed from. */
export interface AllowList {
  readonly name: string;
  /** Changes with every update. Read it before reading the consent that an update rests on. */
  etag(): Promise<string>;
  /** As the edge will read it; undefined, like an entry that denies, is closed. */
  get(episodeId: string): Promise<AllowEntry | undefined>;
  /** Entries by id in code-point order, a page (100, at most 1,000) at a time. */
  list(options?: { readonly cursor?: string; readonly limit?: number }): Promise<{
    readonly entries: readonly { readonly episodeId: string; readonly entry: AllowEntry }[];
    readonly cursor?: string;
  }>;
  /** Writes one entry if nothing changed since `ifMatch`; throws `StaleListError` otherwise. Durable when it returns. Limits (RangeError) are in ports/allow-list-rules. */
  put(episodeId: string, entry: AllowEntry, ifMatch: string): Promise<void>;
  /** Removes one entry under the same fence; a missing one is no error. */
  remove(episodeId: string, ifMatch: string): Promise<void>;
}

export class StaleListError extends AppError {
  override readonly name = "StaleListError";
  constructor(cause?: unknown) {
    super("stale-allow-list", { retryable: true, cause });
  }
}
