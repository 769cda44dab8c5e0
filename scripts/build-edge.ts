/** Builds the gate that runs at CloudFront's edge: one small file of plain JavaScript. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readContent } from "#compose/content";
import { redirectsOf } from "#core/press/redirects";

const root = fileURLToPath(new URL("..", import.meta.url));
/** CloudFront Functions take no more (quota "Maximum function size"). */
export const edgeBytesMax = 10_240;
/** What is uploaded when the system is deployed. */
export const deployFolder = join(root, ".cache", "deploy");

/** The word "gone" in the site's languages, and the way home. */
const gonePage =
  '<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="robots" content="noindex">' +
  "<title>Cette page n’est plus en ligne</title>" +
  "<style>body{font:1.2rem/1.5 sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}</style>" +
  "<h1>Cette page n’est plus en ligne.</h1>" +
  '<p lang="en">This page is no longer online.</p><p><a href="/">Paroles</a></p>';

/** The source of the function for these redirects. Throws RangeError when it has become too large for CloudFront. */
export async function buildEdge(): Promise<string> {
  const { shows } = readContent(join(root, "content"));
  const { outputFiles } = await build({
    entryPoints: [join(root, "infra", "edge", "cloudfront.ts")],
    bundle: true,
    write: false,
    format: "esm",
    // Async functions are the newest thing that the runtime knows.
    target: "es2017",
    charset: "utf8",
    minifySyntax: false,
    minifyWhitespace: true,
    external: ["cloudfront"],
    define: {
      REDIRECTS: JSON.stringify(redirectsOf(shows)),
      GONE_PAGE: JSON.stringify(gonePage),
    },
  });
  // The runtime calls `handler` by its name and knows no exports.
  const source = (outputFiles[0]?.text ?? "").replace(/export\s*\{[^}]*\};?\s*$/, "");
  const bytes = Buffer.byteLength(source);
  if (bytes > edgeBytesMax)
    throw new RangeError(`the gate has ${bytes} bytes, at most ${edgeBytesMax}`);
  return source;
}
