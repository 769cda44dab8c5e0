import type { AstroIntegration } from "astro";

/** Tells Astro to build the site into one module that renders pages on call: no server, no vendor. */
export function pressAdapter(): AstroIntegration {
  return {
    name: "press",
    hooks: {
      "astro:config:done": ({ setAdapter }) => {
        setAdapter({
          name: "press",
          entrypointResolution: "auto",
          serverEntrypoint: new URL("./entry.ts", import.meta.url),
          supportedAstroFeatures: { serverOutput: "stable", hybridOutput: "stable" },
        });
      },
    },
  };
}
