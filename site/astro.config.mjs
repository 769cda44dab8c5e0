import mdx from "@astrojs/mdx";
import { defineConfig, passthroughImageService } from "astro/config";
import { contentReport } from "./press/content-report.ts";
import { fontSubsets } from "./press/font-subsets.ts";
import { pageIndex } from "./press/page-index.ts";
import { offlineWorker } from "./press/offline-worker.ts";
import { pressAdapter } from "./press/adapter.ts";
import { yamlModules } from "./press/yaml-modules.ts";

export default defineConfig({
  output: "server",
  adapter: pressAdapter(),
  integrations: [
    fontSubsets(),
    yamlModules(),
    contentReport(),
    pageIndex(),
    mdx(),
    offlineWorker(),
  ],
  trailingSlash: "ignore",
  // The policy sent with every page allows no inline style and no inline script.
  build: { inlineStylesheets: "never", assets: "assets" },
  // The bundle runs where no node_modules are, in a function of the cloud: everything that it needs is in it.
  vite: { build: { assetsInlineLimit: 0 }, ssr: { noExternal: true } },
  // A highlighter would colour code with inline styles.
  markdown: { syntaxHighlight: false },
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
});
