import { AppError } from "#core/errors";

/**
 * Records in partitions, in the shape that both one SQLite table and one
 * DynamoDB table serve: items by (partition, sort), a version on each, one
 * sparse listing, and a commit of a few conditional writes as the only unit of
 * atomicity. There are no transactions with reads inside. Text is ordered by
 * code point (the bytes of its UTF-8), in SQLite as in DynamoDB.
 */
export type RecordKey = { readonly partition: string; readonly sort: string };

export type StoredRecord = RecordKey & {
  /** Starts at 1 and grows by one with every put; after a delete it starts again. */
  readonly version: number;
  /** JSON-compatible; whoever reads it parses it with its schema. */
  readonly body: unknown;
};

/** What must be true of the item for the commit to go through. */
export type Expectation = "absent" | "present" | "any" | { readonly version: number };

/** A sparse index: the item appears in `list`, ordered by `order`, until a put without it or a delete. */
export type Listing = { readonly list: string; readonly order: string };

export type RecordWrite =
  | (RecordKey & {
      readonly kind: "put";
      readonly body: unknown;
      readonly expect: Expectation;
      readonly listing?: Listing;
    })
  | (RecordKey & { readonly kind: "delete"; readonly expect: Expectation })
  | (RecordKey & { readonly kind: "check"; readonly expect: Expectation });

export type RecordPage = {
  readonly records: readonly StoredRecord[];
  /** Opaque; present when there is more. */
  readonly cursor?: string;
};

export type QueryOptions = {
  /** 1 to 1,000; 100 unless told. A page may hold less although there is more: follow the cursor. */
  readonly limit?: number;
  /**
   * From the page before, of the same query. It remembers a place, not a count:
   * what is written meanwhile behind it changes nothing, what is written ahead
   * of it is met. Any other text is refused (AppError `bad-cursor`).
   */
  readonly cursor?: string;
  readonly descending?: boolean;
};

/** TransactWriteItems takes at most 100 items; every adapter refuses more. */
export const commitWritesMax = 100;
/** A DynamoDB item holds at most 400 KB; every adapter refuses a larger body. */
export const recordBytesMax = 400_000;

/** Small JSON documents by partition and sort key, with versions, listings, and commits of all or nothing. */
export interface Records {
  readonly name: string;
  /** Always the newest committed state (a strongly consistent read). */
  get(key: RecordKey): Promise<StoredRecord | undefined>;
  /** Items of one partition in order of `sort`, optionally those whose sort starts with `sortPrefix`. */
  query(
    partition: string,
    options?: QueryOptions & { readonly sortPrefix?: string },
  ): Promise<RecordPage>;
  /** Items of one listing in order of `order` (ties by partition, sort). May lag behind commits on some engines. */
  queryListing(list: string, options?: QueryOptions): Promise<RecordPage>;
  /**
   * All writes or none, durable when it returns. Throws `ConflictError` when an
   * expectation does not hold, and `RangeError` for an empty commit, more than
   * `commitWritesMax` writes, a body over `recordBytesMax`, one key twice, or
   * an unusable key part (ports/records-rules).
   */
  commit(writes: readonly RecordWrite[]): Promise<void>;
}

/** Someone else wrote first: read again, decide again. */
export class ConflictError extends AppError {
  override readonly name = "ConflictError";
  /** The keys whose expectation failed, where the engine tells. */
  readonly keys: readonly RecordKey[];
  constructor(keys: readonly RecordKey[], cause?: unknown) {
    super("conflict", { retryable: true, cause });
    this.keys = keys;
  }
}
