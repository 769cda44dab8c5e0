import fc from "fast-check";
import { expect, test } from "vitest";
import { isLong, longer, seedsToRun } from "../../support/long-run.ts";
import { aStep, type Step } from "../../support/model-steps.ts";
import { ModelWorld } from "../../support/model-world.ts";

const { count: sequences } = seedsToRun({ quick: 1_000, long: 20_000 });

async function play(steps: readonly Step[]): Promise<ModelWorld> {
  const world = new ModelWorld();
  await world.start();
  for (const step of steps) await world.step(step);
  await world.end();
  return world;
}

test(
  `after each step of ${sequences} sequences of commands and deaths, nothing is reachable that a naive oracle does not permit`,
  async () => {
    let seenOpen = 0;
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 12, size: "max" }), async (steps) => {
        const world = await play(steps);
        seenOpen += world.seenOpen;
        opened += Number(world.seenOpen > 0);
      }),
      { numRuns: sequences, ...(isLong ? {} : { seed: 20_261_127 }) },
    );
    // A gate that never opens would pass; so it has to have been open, often.
    expect(opened / sequences).toBeGreaterThan(0.4);
    expect(seenOpen).toBeGreaterThan(sequences * 10);
  },
  longer(1_200_000),
);
