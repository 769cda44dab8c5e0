import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { startChild } from "../support/store-children.ts";
import { aFolder } from "../support/store-folder.ts";

/** No system gives this number to a process. */
const nobody = 99_999_999;

test("what a dead process left is removed at the next look, and what a living one works on is not", async () => {
  const folder = aFolder();
  const living = startChild("store-hold-workspace.ts", folder);
  await living.hasWritten(1);
  const [held = ""] = readdirSync(folder);
  for (const left of [`work-${nobody}-abc`, `work-${process.pid}-before`, "work-abc123"]) {
    mkdirSync(join(folder, left));
    writeFileSync(join(folder, left, "source"), "a voice");
  }
  await createTemporaryWorkspace(folder).clear();
  expect(readdirSync(folder)).toEqual([held]);
  await living.kill();
  await createTemporaryWorkspace(folder).withFolder(async (own) => {
    expect(readdirSync(folder)).toEqual([own.slice(folder.length + 1)]);
    // Another one of this very process leaves it alone.
    await createTemporaryWorkspace(folder).clear();
    expect(existsSync(own)).toBe(true);
  });
  expect(readdirSync(folder)).toEqual([]);
});
