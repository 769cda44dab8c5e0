import { readAwsConfig } from "#compose/aws-config";
import { createAwsJobs } from "#compose/aws-jobs";

let made: ReturnType<typeof createAwsJobs> | undefined;

/** One for each process. */
export const jobs = () => (made ??= createAwsJobs(readAwsConfig(process.env)));
