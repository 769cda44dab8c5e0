/** One file of an archive; its body is read when its turn comes. */
export type ArchivedFile = {
  /** Path within the archive, with `/`; any letters. */
  readonly name: string;
  /** ISO instant. */
  readonly modifiedAt: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
};

/** Puts files into one file that any computer opens (ZIP), while it is being sent. */
export interface Archiver {
  readonly name: string;
  /**
   * The archive's bytes as they come; never more of it in memory than one piece.
   * A file that cannot be read breaks the stream, so that nobody takes half an
   * archive for a whole one.
   */
  zip(files: AsyncIterable<ArchivedFile>): ReadableStream<Uint8Array>;
}
