/**
 * Where a recording of a notice is served: below the hash of the very notice
 * that it belongs to, so that what a person heard has an address of its own, and
 * may be kept by a phone for good.
 */
export function noticeAudioKey(noticeHash: string, file: string): string {
  return `assets/voix/${noticeHash.slice(0, 16)}/${file.replace(/^audio\//, "")}`;
}
