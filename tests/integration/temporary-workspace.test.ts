import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { AppError } from "#core/errors";
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

test.each([
  [
    { code: "ENOSPC", syscall: "write" },
    { code: "store-full", retryable: true },
  ],
  [
    { code: "EROFS", syscall: "open" },
    { code: "store-failed", retryable: true },
  ],
  [
    { code: "ENOENT", syscall: "open" },
    { code: "store-failed", retryable: false },
  ],
  // A program that is not there, and another machine: no file of ours has to do with them.
  [{ code: "ENOENT", syscall: "spawn ffmpeg" }, { code: "ENOENT" }],
  [{ code: "ECONNRESET", syscall: "read" }, { code: "ECONNRESET" }],
])("what the system refuses (%o) is told as %o", async (refusal, told) => {
  const folder = aFolder();
  const work = createTemporaryWorkspace(folder).withFolder(async () => {
    throw Object.assign(new Error("refused"), refusal);
  });
  await expect(work).rejects.toMatchObject(told);
  expect(readdirSync(folder)).toEqual([]);
});

test("a folder that something is still written to goes as well, and what went wrong first is what is told", async () => {
  const folder = aFolder();
  const workspace = createTemporaryWorkspace(folder);
  let writing = Promise.resolve();
  const work = workspace.withFolder(async (own) => {
    writing = (async () => {
      for (let file = 0; existsSync(own) && file < 500; file += 1) {
        await writeFile(join(own, String(file)), "a voice");
        if (file % 100 === 0) await pause(1);
      }
    })().catch(() => undefined);
    await pause(2);
    throw new AppError("store-full", { retryable: true });
  });
  await expect(work).rejects.toMatchObject({ code: "store-full" });
  await writing;
  await workspace.withFolder(async (own) => expect(readdirSync(own)).toEqual([]));
  expect(readdirSync(folder)).toEqual([]);
});
