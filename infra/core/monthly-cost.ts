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
  /** Whether the price was read on Amazon's own page. */
  readonly isChecked: boolean;
};

/**
 * US dollars in eu-west-3, November 2026. CloudFront's bytes and functions were
 * read on Amazon's price page (aws.amazon.com/cloudfront/pricing); the others are
 * what their pages are remembered to say (`isChecked` false on their lines), and
 * are to be looked up before a sum is quoted to anybody.
 */
export const pricesAsOf = "2026-11";
const checkedPrices = ["cloudFrontGb", "cloudFrontFunctionsMillion"];
/** What hosted podcast services charge a month, from small plans to large ones (uncathon.com, "The hidden costs of podcast hosting"). */
export const hostedDollars = { from: 5, to: 100 } as const;

export const prices = {
  cloudFrontGb: 0.085,
  cloudFrontRequests10k: 0.012,
  cloudFrontFunctionsMillion: 0.1,
  keyValueReadsMillion: 0.03,
  s3GbMonth: 0.024,
  s3Writes1k: 0.0053,
  s3Reads1k: 0.00042,
  lambdaGbSecond: 0.0000133334,
  lambdaRequestsMillion: 0.2,
  dynamoWritesMillion: 0.7423,
  dynamoReadsMillion: 0.1485,
  dynamoGbMonth: 0.297,
  dynamoBackupGbMonth: 0.2376,
  sqsMillion: 0.4,
  alarm: 0.1,
  keyMonth: 1,
  logGb: 0.5985,
  ecrGbMonth: 0.1,
  mail1k: 0.1,
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
    const price = prices[name];
    const isChecked = checkedPrices.includes(name);
    return { what, quantity, unit, price, dollars: quantity * price, isChecked };
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
  ];
}
