import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "#ports/workspace";

/** Scratch folders under `folder`; what a killed process left there goes at the next start (`clearWorkspace`). */
export function createTemporaryWorkspace(folder: string): Workspace {
  return {
    async withFolder(work) {
      await mkdir(folder, { recursive: true });
      const own = await mkdtemp(join(folder, "work-"));
      try {
        return await work(own);
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}
