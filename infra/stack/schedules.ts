import type { Functions } from "./functions.ts";

/** What happens by the clock: closing what is due each minute, all of it each hour, signing the log each day, and a press after each deployment. */
export function createSchedules({ sweep, pressAll }: Functions): void {
  new sst.aws.Cron("EveryMinute", { schedule: "rate(1 minute)", function: sweep.arn, event: {} });
  new sst.aws.Cron("EveryHour", {
    schedule: "rate(1 hour)",
    function: sweep.arn,
    event: { thorough: true },
  });
  // Not after each event, since the log's growth would tell the hour of a meeting.
  new sst.aws.Cron("EveryDay", {
    schedule: "rate(1 day)",
    function: sweep.arn,
    event: { checkpoint: true },
  });
  new sst.aws.Cron("AfterDeployment", {
    schedule: "rate(5 minutes)",
    function: pressAll.arn,
    event: {},
  });
}
