import { backupDays, type Settings } from "./settings.ts";

export type Table = ReturnType<typeof createTable>;

/** The one table, with one index that only listed items are in (infra/adapters/aws/dynamo-table.ts has the same names). */
export function createTable({ isProduction }: Settings) {
  return new sst.aws.Dynamo("Records", {
    fields: { pk: "string", sk: "string", list: "string", place: "string" },
    primaryIndex: { hashKey: "pk", rangeKey: "sk" },
    globalIndexes: { listings: { hashKey: "list", rangeKey: "place" } },
    deletionProtection: isProduction,
    transform: {
      table: (args) => {
        args.pointInTimeRecovery = { enabled: true, recoveryPeriodInDays: backupDays };
        args.serverSideEncryption = { enabled: true };
      },
    },
  });
}
