import { type AwsInstallation, createAwsInstallation } from "#compose/aws";
import { readAwsConfig } from "#compose/aws-config";
import { requireSettled } from "#pipeline/restore-mark";

let made: { readonly move: string; readonly installation: AwsInstallation } | undefined;

/**
 * One for each process: a function that is warm finds it ready. A start that
 * failed is tried again. While records are carried, nothing runs (`moving`,
 * retryable); and what came with other keys is not worked on with the former ones.
 */
export async function installation(): Promise<AwsInstallation> {
  const ready = made?.installation ?? (await start());
  const move = await requireSettled(ready.app.records);
  if (made?.move === move) return ready;
  made = { move, installation: made === undefined ? ready : await start() };
  return made.installation;
}

const start = () => createAwsInstallation(readAwsConfig(process.env));
