import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const source = fileURLToPath(new URL("../src/offline/worker.ts", import.meta.url));

/** What of a build's context the plugin uses. */
type Building = {
  readonly environment: { readonly name: string };
  emitFile(file: { type: "chunk"; id: string; fileName: string }): unknown;
};

/**
 * Builds the service worker to `/sw.js`: from the root alone it may answer for
 * every page, and its address stays the same when it changes.
 */
export function offlineWorker(): AstroIntegration {
  const plugins = [
    {
      name: "offline-worker",
      buildStart(this: Building) {
        if (this.environment.name !== "client") return;
        this.emitFile({ type: "chunk", id: source, fileName: "sw.js" });
      },
    },
  ];
  return {
    name: "offline-worker",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins } });
      },
    },
  };
}
