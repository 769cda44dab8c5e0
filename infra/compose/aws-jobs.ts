import { openDynamoTable } from "#adapters/aws/dynamo-table";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { createSqsQueue, type SqsQueue } from "#adapters/aws/sqs-queue";
import { createJsonLogger } from "#adapters/node/json-logger";
import { createSystemClock } from "#adapters/node/system-clock";
import type { Logger } from "#ports/logger";
import type { AwsConfig } from "./aws-config.ts";

/** The jobs alone, for functions that only pass them on: they get no right to anything else, and no key. */
export function createAwsJobs(
  config: Pick<
    AwsConfig,
    "PAROLES_TABLE" | "PAROLES_PROCESS_QUEUE" | "PAROLES_PRESS_QUEUE" | "PAROLES_LOG"
  >,
): { readonly queue: SqsQueue; readonly logger: Logger } {
  const table = openDynamoTable({ tableName: config.PAROLES_TABLE });
  const queueUrls = {
    process: config.PAROLES_PROCESS_QUEUE,
    others: config.PAROLES_PRESS_QUEUE,
  };
  return {
    queue: createSqsQueue({
      queueUrls,
      records: createDynamoRecords({ table }),
      clock: createSystemClock(),
    }),
    logger: createJsonLogger((line) => process.stdout.write(line), config.PAROLES_LOG),
  };
}
