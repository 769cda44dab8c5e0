import type { Functions } from "./functions.ts";
import type { Media } from "./media.ts";
import type { Queues } from "./queues.ts";
import type { Settings } from "./settings.ts";

type Watched = {
  readonly settings: Settings;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly media: Media;
};

const namespace = "Paroles";

/** Events in the log (infra/pipeline) that somebody must hear of. */
const events = {
  /** A story was withdrawn and something still answers, a minute later. */
  TakedownUnverified: '{ $.event = "takedown-unverified" }',
  /** A job that no retry can mend or has mended, and a letter that SQS gave up. */
  JobDied: '{ ($.event = "job-failed" && $.died IS TRUE) || ($.event = "dead-letter") }',
  /** A page that somebody looked at broke. */
  PageFailed: '{ $.event = "*-page-failed" }',
} as const;

/** Every alarm goes to one mail address, and so does the budget. */
export function createAlarms({ settings, queues, functions }: Watched): void {
  const topic = new aws.sns.Topic("Alarms", { kmsMasterKeyId: createAlarmKey().arn });
  new aws.sns.TopicSubscription("AlarmMail", {
    topic: topic.arn,
    protocol: "email",
    endpoint: settings.alarmMail,
  });
  const alarm = (name: string, args: Partial<aws.cloudwatch.MetricAlarmArgs>) =>
    new aws.cloudwatch.MetricAlarm(name, {
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      period: 60,
      statistic: "Sum",
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
      ...args,
    });
  watchLogs(functions, alarm);
  for (const [name, queue] of Object.entries({ Dead: queues.dead, Press: queues.press })) {
    alarm(`${name}Age`, {
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.nodes.queue.name },
      statistic: "Maximum",
      // A dead letter at once; other work when it has waited for a quarter of an hour.
      threshold: name === "Dead" ? 0 : 900,
      alarmDescription: `Something waits in the ${name} queue`,
    });
  }
  // A minute without a sweep is a minute in which an expired consent stays open.
  alarm("SweepStopped", {
    namespace: "AWS/Lambda",
    metricName: "Invocations",
    dimensions: { FunctionName: functions.sweep.name },
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    period: 300,
    treatMissingData: "breaching",
    alarmDescription: "Nobody has swept for five minutes",
  });
  createBudget(settings);
}

/**
 * A key of our own: alarms may not use Amazon's own key for topics, and say so
 * nowhere but in their history ("CloudWatch Alarms does not have authorization to
 * access the SNS topic encryption key").
 */
function createAlarmKey() {
  const account = aws.getCallerIdentityOutput({}).accountId;
  return new aws.kms.Key("AlarmKey", {
    description: "Encrypts alarms on their way to whoever is called",
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          principals: [{ type: "AWS", identifiers: [$interpolate`arn:aws:iam::${account}:root`] }],
          actions: ["kms:*"],
          resources: ["*"],
        },
        {
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
        },
      ],
    }).json,
  });
}

function watchLogs(
  functions: Functions,
  alarm: (name: string, args: Partial<aws.cloudwatch.MetricAlarmArgs>) => unknown,
): void {
  const { edgeSecret: _secret, environment: _environment, ...watched } = functions;
  for (const [metric, pattern] of Object.entries(events)) {
    for (const [name, fn] of Object.entries(watched)) {
      new aws.cloudwatch.LogMetricFilter(`${metric}In${name}`, {
        logGroupName: fn.nodes.logGroup.apply((group) => group?.name ?? $interpolate``),
        pattern,
        metricTransformation: { namespace, name: metric, value: "1" },
      });
    }
    alarm(metric, { namespace, metricName: metric, alarmDescription: metric });
  }
  for (const [name, fn] of Object.entries(watched)) {
    alarm(`ErrorsIn${name}`, {
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: fn.name },
      alarmDescription: `The function ${name} breaks`,
    });
  }
}

function createBudget({ alarmMail, budgetDollars }: Settings): void {
  const notification = (notificationType: string, threshold: number) => ({
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    comparisonOperator: "GREATER_THAN",
    subscriberEmailAddresses: [alarmMail],
  });
  new aws.budgets.Budget("Monthly", {
    budgetType: "COST",
    limitAmount: String(budgetDollars),
    limitUnit: "USD",
    timeUnit: "MONTHLY",
    notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
  });
}
