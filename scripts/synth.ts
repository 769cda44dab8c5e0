/**
 * `npm run synth`: the stack without a cloud. SST's own component sources are
 * fetched (from npm, by SST), the stack is checked against their types, and then
 * evaluated under Pulumi's mocks, in a process of its own: every resource that a
 * deployment would make is listed, and kept beside the stack, where the tests of
 * tests/stack read it. Run it whenever infra/stack has changed.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkStackTypes } from "./synth/check-types.ts";
import { evaluateStack } from "./synth/evaluate.ts";
import { settled } from "./synth/graph.ts";
import { installPlatform, root } from "./synth/install-platform.ts";
import { stackStamp } from "./synth/stack-stamp.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

const before = performance.now();
await installPlatform(say);
checkStackTypes();
say("the stack fits SST's types");
const graph = settled(await evaluateStack({ stage: "production" }));
for (const { type, name } of graph.resources) say(`  ${type.padEnd(72)} ${name}`);
const kept = { stack: await stackStamp(), ...graph };
await writeFile(join(root, "infra", "stack", "graph.json"), `${JSON.stringify(kept, null, 2)}\n`);
const seconds = ((performance.now() - before) / 1000).toFixed(1);
say(`${graph.resources.length} resources in ${seconds} s, kept in infra/stack/graph.json`);
