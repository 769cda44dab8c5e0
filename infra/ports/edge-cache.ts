/** Copies of public files that stand between the public store and the world (a CDN). */
export interface EdgeCache {
  readonly name: string;
  /**
   * Lets every copy be fetched anew. It is the third lock of a takedown (consent
   * note, §5.2): the gate has closed before, and copies of shared pages would go
   * by themselves within a minute. Returns when the order was accepted.
   */
  forget(): Promise<void>;
}
