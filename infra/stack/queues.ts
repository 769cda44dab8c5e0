export type Queues = ReturnType<typeof createQueues>;

/** Our own count of attempts ends at five (infra/ports/queue.ts); SQS's, a few deliveries later, is for functions that die. */
const deliveriesMax = 8;
const fortnightSeconds = 14 * 24 * 3_600;

/** A queue for each kind of work, and one where SQS puts what nobody could finish. All encrypted. */
export function createQueues() {
  const encrypted = { messageRetentionSeconds: fortnightSeconds, sqsManagedSseEnabled: true };
  const dead = new sst.aws.Queue("Dead", {
    visibilityTimeout: "6 minutes",
    transform: { queue: (args) => void Object.assign(args, encrypted) },
  });
  const queue = (name: string, visibilityTimeout: "6 minutes" | "30 minutes" | "90 minutes") =>
    new sst.aws.Queue(name, {
      // Six times as long as its function may take, as Lambda's guide asks.
      visibilityTimeout,
      dlq: { queue: dead.arn, retry: deliveriesMax },
      transform: { queue: (args) => void Object.assign(args, encrypted) },
    });
  return {
    dead,
    process: queue("Process", "30 minutes"),
    press: queue("Press", "90 minutes"),
    uploads: queue("Uploads", "6 minutes"),
  };
}
