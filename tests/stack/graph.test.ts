/** The list of what a deployment would make, and that it is the stack's own. */
import { expect, test } from "vitest";

import { checkStackTypes } from "../../scripts/synth/check-types.ts";
import { evaluateStack } from "../../scripts/synth/evaluate.ts";
import { settled } from "../../scripts/synth/graph.ts";
import { installPlatform } from "../../scripts/synth/install-platform.ts";
import { stackStamp } from "../../scripts/synth/stack-stamp.ts";
import { kept } from "../support/stack-graph.ts";

test("the kept list was made from the stack as it is: after a change, run npm run synth", async () => {
  expect(kept.stack).toBe(await stackStamp());
});

test.skipIf(process.env["PAROLES_TEST_LONG"] === undefined)(
  "the stack fits SST's types and makes exactly the kept list",
  async () => {
    await installPlatform(() => undefined);
    checkStackTypes();
    const graph = settled(await evaluateStack({ stage: "production" }));
    expect(graph).toEqual({ stage: kept.stage, resources: kept.resources });
  },
  600_000,
);
