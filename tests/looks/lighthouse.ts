/**
 * `npm run lighthouse -- [origin]`: Lighthouse's mobile profile (a slow phone on slow
 * 4G, simulated) on the home page, a story, a project and the map of a running site.
 * Each page is opened three times, and the run with the middle paint counts: the
 * simulation multiplies what the processor took, which others may be using. How
 * fast it was is printed (Lighthouse's own index): a figure under 1,000 is of a busy
 * or slow machine. Ends with status 1 when a score is under 98, the largest paint
 * takes 1.2 s or more, or anything moves.
 */
import lighthouse from "lighthouse";
import { chromium } from "playwright";
import { freePort } from "../e2e/start-server.ts";
import { pageKinds } from "./page-kinds.ts";

const origin = process.argv[2] ?? `http://localhost:${process.env["PORT"] ?? 4321}`;
const judged = ["home", "story", "project", "map"];
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
const scoreMin = 98;
const paintSecondsMax = 1.2;
const runs = 3;

type Judged = {
  readonly kind: string;
  readonly scores: readonly number[];
  readonly paintSeconds: number;
  readonly shift: number;
  /** How fast the processor was just then, by Lighthouse's own measure. */
  readonly speed: number;
  /** What cost points, for whoever mends it. */
  readonly faults: readonly string[];
};

async function judge(kind: string, path: string, port: number): Promise<Judged> {
  const result = await lighthouse(`${origin}${path}`, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: [...categories],
  });
  if (result === undefined) throw new Error(`Lighthouse gave no result for ${path}`);
  const { lhr } = result;
  const valueOf = (audit: string) => lhr.audits[audit]?.numericValue ?? Number.NaN;
  return {
    kind,
    scores: categories.map((name) => Math.round((lhr.categories[name]?.score ?? 0) * 100)),
    paintSeconds: valueOf("largest-contentful-paint") / 1000,
    shift: valueOf("cumulative-layout-shift"),
    speed: Math.round(lhr.environment.benchmarkIndex),
    faults: Object.values(lhr.audits)
      .filter(
        ({ score, scoreDisplayMode }) =>
          score !== null && score < 0.9 && scoreDisplayMode !== "informative",
      )
      .map(({ id, displayValue = "" }) => `${id} ${displayValue}`.trim()),
  };
}

/** The run whose largest paint is neither the first nor the last of all. */
async function middleOf(kind: string, path: string, port: number): Promise<Judged> {
  const judgements: Judged[] = [];
  for (let run = 0; run < runs; run += 1) judgements.push(await judge(kind, path, port));
  const [middle] = judgements
    .sort((a, b) => a.paintSeconds - b.paintSeconds)
    .slice(Math.floor(runs / 2));
  if (middle === undefined) throw new RangeError(`${kind} was not looked at`);
  return middle;
}

async function main(): Promise<void> {
  const kinds = await pageKinds(origin);
  const executablePath = process.env["CHROMIUM_PATH"];
  const port = await freePort();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: false,
    args: [`--remote-debugging-port=${port}`, "--disable-gpu"],
  });
  try {
    process.stdout.write(`page      ${categories.join("  ")}  LCP s  CLS    speed\n`);
    for (const kind of judged) {
      const { scores, paintSeconds, shift, speed, faults } = await middleOf(
        kind,
        kinds[kind] ?? "/",
        port,
      );
      const columns = scores.map((score, index) =>
        String(score).padStart(categories[index]?.length ?? 0),
      );
      process.stdout.write(
        `${kind.padEnd(8)}  ${columns.join("  ")}  ${paintSeconds.toFixed(2).padStart(5)}  ${shift.toFixed(3)}  ${speed}\n`,
      );
      const isGood =
        scores.every((score) => score >= scoreMin) && paintSeconds < paintSecondsMax && shift === 0;
      if (isGood) continue;
      process.exitCode = 1;
      for (const fault of faults) process.stdout.write(`          ${fault}\n`);
    }
  } finally {
    await browser.close();
  }
}

await main();
