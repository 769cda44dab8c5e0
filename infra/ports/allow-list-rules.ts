import type { AllowEntry } from "#ports/allow-list";

/** CloudFront KeyValueStore: a key has at most 512 characters, a value 1,024 (research note on consent, §5). */
const keyBytesMax = 512;
const valueBytesMax = 1_024;

const utf8 = new TextEncoder();
const bytesOf = (text: string) => utf8.encode(text).length;

/** Throws RangeError for what no allow-list may hold: an empty or long id, an entry too large, an epoch that is no count. */
export function checkAllowEntry(episodeId: string, entry: AllowEntry): void {
  if (episodeId === "" || !episodeId.isWellFormed() || bytesOf(episodeId) > keyBytesMax) {
    throw new RangeError(`an episode id has 1 to ${keyBytesMax} bytes`);
  }
  if (!Number.isSafeInteger(entry.epoch) || entry.epoch < 0) {
    throw new RangeError(`an epoch is a count, not ${entry.epoch}`);
  }
  if (bytesOf(JSON.stringify(entry)) > valueBytesMax) {
    throw new RangeError(`an entry of the allow-list has at most ${valueBytesMax} bytes`);
  }
}
