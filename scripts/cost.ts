import { Command } from "commander";
import { hostedDollars, monthlyCost, pricesAsOf } from "#core/monthly-cost";

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
say(
  `US dollars a month, eu-west-3, prices of ${pricesAsOf}; ~ not looked up again, check before quoting`,
);
for (const { what, quantity, unit, price, dollars, isChecked } of lines) {
  const amount = quantity < 1 ? quantity.toFixed(4) : quantity.toFixed(1);
  const product = `${amount} ${unit} × ${isChecked ? " " : "~"}${price}`;
  say(`  ${what.padEnd(34)} ${product.padEnd(40)} ${dollars.toFixed(2).padStart(8)}`);
}
const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
say(`  ${"in all".padEnd(34)} ${"".padEnd(40)} ${total.toFixed(2).padStart(8)}`);
say(
  `Hosted podcast services: ${hostedDollars.from} to ${hostedDollars.to} a month and show, without consents.`,
);
