import type { Buckets } from "./buckets.ts";
import type { Gate } from "./gate.ts";
import type { Media } from "./media.ts";
import type { Queues } from "./queues.ts";
import { type Settings } from "./settings.ts";
import type { Table } from "./table.ts";

export type Means = {
  readonly settings: Settings;
  readonly buckets: Buckets;
  readonly table: Table;
  readonly queues: Queues;
  readonly gate: Gate;
  readonly media: Media;
};

export type Right = {
  actions: string[];
  resources: $util.Input<string>[];
  conditions?: { test: string; variable: string; values: string[] }[];
};
type Bucket = Buckets["privateBucket"];
type Queue = Queues["press"];

/** The path of this installation's keys and of what is known only once CloudFront stands. */
export const keysPath = (stage: string) => `/paroles/${stage}`;

/** `paroles@example.org` of `Paroles <paroles@example.org>`. */
const addressOf = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** What a function may do, by the part of the work that needs it. */
export function createRights({ settings, buckets, table, queues, gate, media }: Means) {
  const account = aws.getCallerIdentityOutput({}).accountId;
  const region = aws.getRegionOutput({}).region;
  const files = (bucket: Bucket): Right[] => [
    {
      // A deletion removes every version.
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [$interpolate`${bucket.arn}/*`],
    },
    { actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [bucket.arn] },
  ];
  return {
    records: [
      {
        actions: [
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem",
        ],
        resources: [table.arn, $interpolate`${table.arn}/index/listings`],
      },
    ],
    privateFiles: files(buckets.privateBucket),
    publicFiles: files(buckets.publicBucket),
    gate: [
      {
        actions: ["DescribeKeyValueStore", "GetKey", "ListKeys", "PutKey", "DeleteKey"].map(
          (action) => `cloudfront-keyvaluestore:${action}`,
        ),
        resources: [gate.allowList.arn],
      },
    ],
    copies: [
      {
        // Which one is known only later: CloudFront needs the functions first.
        actions: ["cloudfront:CreateInvalidation"],
        resources: [$interpolate`arn:aws:cloudfront::${account}:distribution/*`],
      },
    ],
    keys: [
      {
        actions: ["ssm:GetParameter", "ssm:PutParameter"],
        resources: [
          $interpolate`arn:aws:ssm:${region}:${account}:parameter${keysPath(settings.stage)}/*`,
        ],
      },
    ],
    sound: [{ actions: ["lambda:InvokeFunction"], resources: [media.fn.arn] }],
    words: [
      {
        // Jobs and vocabularies are named at random when they are made.
        actions: [
          "StartTranscriptionJob",
          "GetTranscriptionJob",
          "ListTranscriptionJobs",
          "DeleteTranscriptionJob",
          "CreateVocabulary",
          "GetVocabulary",
          "ListVocabularies",
          "DeleteVocabulary",
        ].map((action) => `transcribe:${action}`),
        resources: ["*"],
      },
    ],
    mail: [
      {
        // A domain or an address, and what SES counts its mail by; only in the site's own name.
        actions: ["ses:SendEmail"],
        resources: ["identity", "configuration-set"].map(
          (kind) => $interpolate`arn:aws:ses:${region}:${account}:${kind}/*`,
        ),
        conditions: [
          {
            test: "StringEquals",
            variable: "ses:FromAddress",
            values: [addressOf(settings.mailFrom)],
          },
        ],
      },
    ],
    send: (...to: Queue[]): Right[] => [
      { actions: ["sqs:SendMessage"], resources: to.map(({ arn }) => arn) },
    ],
    /** Of a queue that calls the function, and of those whose jobs it settles. */
    settle: (...of: Queue[]): Right[] => [
      {
        actions: [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:GetQueueAttributes",
        ],
        resources: of.map(({ arn }) => arn),
      },
    ],
    allQueues: [queues.process, queues.press],
  };
}
