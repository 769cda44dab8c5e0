import { Command } from "commander";
import { hosted, monthlyCost, type PriceReading, pricesAsOf } from "#core/monthly-cost";

const count = (text: string) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`${text}: a count, 0 or more`);
  return value;
};

const options = new Command("cost")
  .description("What a month on AWS costs, line by line (upper bound: no free tier is counted)")
  .option("--listens <count>", "stories listened to in a month", count, 10_000)
  .option("--stories <count>", "stories that are public", count, 200)
  .option("--new <count>", "stories that come in during the month", count, 10)
  .option(
    "--views <count>",
    "views of pages and feeds in a month; three for each listen unless told",
    count,
  )
  .parse()
  .opts<{ listens: number; stories: number; new: number; views?: number }>();

const lines = monthlyCost({
  listens: options.listens,
  stories: options.stories,
  newStories: options.new,
  pageViews: options.views ?? options.listens * 3,
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const where = (readIn: PriceReading | undefined) =>
  readIn === undefined || readIn === "page" ? "" : ` (${readIn})`;
say(`US dollars a month, eu-west-3, prices as of ${pricesAsOf}`);
for (const { what, quantity, unit, price, dollars, source, readIn } of lines) {
  const amount = quantity < 1 ? quantity.toFixed(4) : quantity.toFixed(1);
  const product = `${amount} ${unit} × ${readIn === undefined ? "~" : " "}${price}`;
  say(
    `  ${what.padEnd(34)} ${product.padEnd(36)} ${dollars.toFixed(2).padStart(8)}   ${source}${where(readIn)}`,
  );
}
const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
say(`  ${"in all".padEnd(34)} ${"".padEnd(36)} ${total.toFixed(2).padStart(8)}`);
const unchecked = lines.filter(({ readIn }) => readIn === undefined);
const ofThese = unchecked.reduce((sum, { dollars }) => sum + dollars, 0);
say(
  `~ NOT CONFIRMED: ${unchecked.length} of ${lines.length} prices (${ofThese.toFixed(2)} of the sum) could be read nowhere\n  and are as remembered. Look them up before quoting the sum to anybody. Lists are Amazon's, quoted by others.`,
);
say(
  `Hosted podcast services: ${hosted.from} to ${hosted.to} a month and show, without consents (${hosted.source}).`,
);
