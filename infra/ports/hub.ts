/**
 * A WebSub hub (W3C Recommendation, 2018): it is told when a feed has changed
 * and tells those who subscribed to it, so that they need not ask every hour.
 */
export interface Hub {
  readonly name: string;
  /** Address of the hub, as feeds name it. */
  readonly url: string;
  /** Tells that the document at this full address has changed. Throws `hub-failed` (retryable, params status). */
  publish(topicUrl: string): Promise<void>;
}
