/**
 * What a month on AWS costs, from a dated price list: one line for each thing
 * that is paid for, with the quantity that the use implies. Public prices in US
 * dollars for eu-west-3 without any free tier, so that the sum is an upper bound
 * for a young account.
 */
export type MonthlyUse = {
  /** Stories listened to in a month, whole. */
  readonly listens: number;
  /** Stories that are public. */
  readonly stories: number;
  /** Stories that come in during the month. */
  readonly newStories: number;
  /** Views of pages, and feeds fetched by apps. */
  readonly pageViews: number;
};

export type CostLine = {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** US dollars for one unit. */
  readonly price: number;
  readonly dollars: number;
  /** Amazon's page that has the price. */
  readonly source: string;
  /** Where the price was read; undefined where it could not be, and is what it is remembered to be. */
  readonly readIn?: PriceReading;
};

/**
 * Where a price was read: on the page of its service itself, or in the list that
 * Amazon published on that day for the region (`offers/v1.0/aws/<service>/…`), as
 * others quote it.
 */
export type PriceReading = "page" | `list of ${string}`;

/** When the table was written down. */
export const pricesAsOf = "2026-11-28";

type Price = {
  readonly dollars: number;
  readonly source: string;
  readonly readIn?: PriceReading;
};

/**
 * US dollars in eu-west-3. The page of a service holds few of its prices: the
 * others are put into it by a script, region by region, from the region's list.
 */
export const prices = {
  cloudFrontGb: { dollars: 0.085, source: "cloudfront/pricing", readIn: "page" },
  cloudFrontRequests10k: {
    dollars: 0.012,
    source: "cloudfront/pricing",
    readIn: "list of 2026-10-03",
  },
  cloudFrontFunctionsMillion: { dollars: 0.1, source: "cloudfront/pricing", readIn: "page" },
  keyValueReadsMillion: { dollars: 0.03, source: "cloudfront/pricing" },
  s3GbMonth: { dollars: 0.024, source: "s3/pricing", readIn: "list of 2026-09-28" },
  s3Writes1k: { dollars: 0.0053, source: "s3/pricing", readIn: "list of 2026-09-28" },
  s3Reads1k: { dollars: 0.00042, source: "s3/pricing", readIn: "list of 2026-09-28" },
  lambdaGbSecond: { dollars: 0.0000133334, source: "lambda/pricing", readIn: "list of 2026-10-01" },
  lambdaRequestsMillion: { dollars: 0.2, source: "lambda/pricing", readIn: "list of 2026-10-01" },
  dynamoWritesMillion: {
    dollars: 0.7423,
    source: "dynamodb/pricing/on-demand",
    readIn: "list of 2026-09-07",
  },
  dynamoReadsMillion: {
    dollars: 0.1487,
    source: "dynamodb/pricing/on-demand",
    readIn: "list of 2026-09-07",
  },
  dynamoGbMonth: { dollars: 0.297, source: "dynamodb/pricing/on-demand" },
  dynamoBackupGbMonth: { dollars: 0.2376, source: "dynamodb/pricing/on-demand" },
  sqsMillion: { dollars: 0.4, source: "sqs/pricing", readIn: "list of 2026-09-07" },
  alarm: { dollars: 0.1, source: "cloudwatch/pricing", readIn: "list of 2026-10-07" },
  keyMonth: { dollars: 1, source: "kms/pricing", readIn: "page" },
  logGb: { dollars: 0.5985, source: "cloudwatch/pricing", readIn: "list of 2026-10-07" },
  ecrGbMonth: { dollars: 0.1, source: "ecr/pricing" },
  mail1k: { dollars: 0.1, source: "ses/pricing" },
  transcribeMinute: { dollars: 0.006, source: "transcribe/pricing", readIn: "list of 2026-09-11" },
} as const satisfies Readonly<Record<string, Price>>;

/** A month and show at hosted podcast services, from small plans to large ones. */
export const hosted = {
  from: 5,
  to: 100,
  source: "uncathon.com, “The hidden costs of podcast hosting”",
} as const;

/** Estimates, on the generous side: a minute at 96 kbit/s is 0.72 MB; a page with its fonts and scripts on a first visit; original, renditions, pages and covers of a story. */
const mp3Mb = 0.75;
const pageMb = 0.12;
const storyStoredMb = 12;
const writesAStory = 120;
const requestsAListen = 4;
const requestsAView = 8;
/** Schedules: each minute, each hour, each five minutes (30 days). */
const scheduledCalls = 43_200 + 720 + 8_640;
const scheduledGbSeconds = 43_200 * 0.4 + 720 * 3 + 8_640 * 0.5;
const gbSecondsAStory = 90;
const alarms = 14;

/** Every line of the month's bill. Throws RangeError for a use that is no count. */
export function monthlyCost(use: MonthlyUse): readonly CostLine[] {
  for (const [name, value] of Object.entries(use))
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name}: 0 or more`);
  const { listens, stories, newStories, pageViews } = use;
  const requests = listens * requestsAListen + pageViews * requestsAView;
  const storedGb = (stories * storyStoredMb) / 1_000;
  const line = (
    what: string,
    quantity: number,
    unit: string,
    name: keyof typeof prices,
  ): CostLine => {
    const { dollars: price, source, readIn }: Price = prices[name];
    const dollars = quantity * price;
    const page = `aws.amazon.com/${source}`;
    return { what, quantity, unit, price, dollars, source: page, ...(readIn && { readIn }) };
  };
  const gb = (listens * mp3Mb + pageViews * pageMb) / 1_000;
  return [
    line("CloudFront, bytes", gb, "GB", "cloudFrontGb"),
    line("CloudFront, requests", requests / 10_000, "10,000", "cloudFrontRequests10k"),
    line("Gate at the edge", requests / 1e6, "million", "cloudFrontFunctionsMillion"),
    line("Gate's list, reads", requests / 1e6, "million", "keyValueReadsMillion"),
    line("S3, storage", storedGb, "GB", "s3GbMonth"),
    line("S3, writes", (newStories * writesAStory) / 1_000, "1,000", "s3Writes1k"),
    line("S3, reads", requests / 10 / 1_000, "1,000", "s3Reads1k"),
    line(
      "Lambda, time",
      scheduledGbSeconds + newStories * gbSecondsAStory,
      "GB-second",
      "lambdaGbSecond",
    ),
    line(
      "Lambda, calls",
      (scheduledCalls + newStories * 40) / 1e6,
      "million",
      "lambdaRequestsMillion",
    ),
    line("DynamoDB, writes", (newStories * 200) / 1e6, "million", "dynamoWritesMillion"),
    line(
      "DynamoDB, reads",
      (scheduledCalls * 8 + newStories * 500) / 1e6,
      "million",
      "dynamoReadsMillion",
    ),
    line("DynamoDB, storage", (stories * 0.05) / 1_000, "GB", "dynamoGbMonth"),
    line("DynamoDB, point in time", (stories * 0.05) / 1_000, "GB", "dynamoBackupGbMonth"),
    // Lambda asks the queues by itself, all the time.
    line(
      "SQS, requests",
      (4 * 5 * 3 * 60 * 24 * 30 + newStories * 60) / 1e6,
      "million",
      "sqsMillion",
    ),
    line("CloudWatch, alarms", alarms, "alarm", "alarm"),
    line("Key of the alarms' topic", 1, "key", "keyMonth"),
    line("CloudWatch, logs", (scheduledCalls * 0.4) / 1e6, "GB", "logGb"),
    line("Container of the sound machine", 0.35, "GB", "ecrGbMonth"),
    line("Mail", 0.2, "1,000", "mail1k"),
    // As if nobody ever typed the words of a new story.
    line("Transcribe, words of new stories", newStories, "minute", "transcribeMinute"),
  ];
}
