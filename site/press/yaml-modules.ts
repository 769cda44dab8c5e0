import type { AstroIntegration } from "astro";
import { parse } from "yaml";

type VitePlugins = NonNullable<
  Parameters<
    NonNullable<AstroIntegration["hooks"]["astro:config:setup"]>
  >[0]["config"]["vite"]["plugins"]
>;

/** The last part of a path, where a message has no room for more. */
const shortName = (path: string) => path.replace(/^.*\/(content\/)/, "$1");

function asModule(text: string, id: string) {
  try {
    // A module of plain data: no line separator may end a string early.
    const data = JSON.stringify(parse(text)).replace(/[\u2028\u2029]/g, "");
    return { code: `export default ${data};`, map: null };
  } catch (cause) {
    throw new Error(`${shortName(id)}: ${(cause as Error).message}`, { cause });
  }
}

/** Lets pages import the data of `content/**.yaml`, parsed once, while the site is built. */
export function yamlModules(): AstroIntegration {
  const plugins: VitePlugins = [
    {
      name: "yaml-modules",
      transform: (text, id) => (id.endsWith(".yaml") ? asModule(text, id) : undefined),
    },
  ];
  return {
    name: "yaml-modules",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins } });
      },
    },
  };
}
