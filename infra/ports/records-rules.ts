import {
  commitWritesMax,
  type Expectation,
  recordBytesMax,
  type RecordWrite,
} from "#ports/records";

/** DynamoDB's limits for key attributes, in UTF-8 bytes. */
const partitionBytesMax = 2_048;
const sortBytesMax = 1_024;
/**
 * Order, partition and sort of a listed item together: an engine that keeps
 * ties apart by joining the three into one sort key must have room for them.
 */
const listingBytesMax = 1_000;

const utf8 = new TextEncoder();
const bytesOf = (text: string) => utf8.encode(text).length;

/**
 * Throws RangeError for what no engine may accept: an empty commit, more than
 * `commitWritesMax` writes, one key twice, or a key part that is empty, too long
 * (partition 2,048 bytes, sort 1,024, order + partition + sort of a listed item
 * 1,000), holds a NUL or is not well-formed Unicode.
 */
export function checkCommit(writes: readonly RecordWrite[]): void {
  if (writes.length === 0) throw new RangeError("a commit needs at least one write");
  if (writes.length > commitWritesMax) {
    throw new RangeError(`a commit has at most ${commitWritesMax} writes, not ${writes.length}`);
  }
  const seen = new Set<string>();
  for (const write of writes) {
    checkKeyPart("partition", write.partition, partitionBytesMax);
    checkKeyPart("sort", write.sort, sortBytesMax);
    const key = `${write.partition}\0${write.sort}`;
    if (seen.has(key)) throw new RangeError("a commit names each key once");
    seen.add(key);
    if (write.kind === "put" && write.listing !== undefined) {
      const { list, order } = write.listing;
      checkKeyPart("list", list, partitionBytesMax);
      checkKeyPart("order", order, listingBytesMax - bytesOf(write.partition + write.sort));
    }
  }
}

function checkKeyPart(part: string, value: string, bytesMax: number): void {
  if (value === "") throw new RangeError(`the ${part} of a record is empty`);
  if (!value.isWellFormed() || value.includes("\0")) {
    throw new RangeError(`the ${part} of a record holds a NUL or half a character`);
  }
  if (bytesOf(value) > bytesMax) throw new RangeError(`the ${part} of a record is too long`);
}

/** The JSON text of a body, as every engine keeps it. Throws RangeError for no JSON, or more than `recordBytesMax` bytes. */
export function encodeBody(body: unknown): string {
  const text = jsonOf(body);
  if (text === undefined) throw new RangeError("the body of a record is not JSON");
  // A unit of UTF-16 becomes three bytes at most: nearly all bodies need no counting.
  const bytes = text.length * 3 > recordBytesMax ? bytesOf(text) : 0;
  if (bytes > recordBytesMax) {
    throw new RangeError(`the body of a record has ${bytes} bytes, at most ${recordBytesMax}`);
  }
  return text;
}

function jsonOf(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new RangeError("the body of a record is not JSON", { cause });
  }
}

/** That nobody has written it since it was read: it is at that version, or there is still none. */
export const asRead = (version: number | undefined): Expectation =>
  version === undefined ? "absent" : { version };
