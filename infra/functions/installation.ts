import { type AwsInstallation, createAwsInstallation } from "#compose/aws";
import { readAwsConfig } from "#compose/aws-config";

let made: Promise<AwsInstallation> | undefined;

/** One for each process: a function that is warm finds it ready. A start that failed is tried again. */
export function installation(): Promise<AwsInstallation> {
  made ??= createAwsInstallation(readAwsConfig(process.env)).catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}
