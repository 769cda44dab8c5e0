import { join } from "node:path";
import ts from "typescript";

/** A schema.org thing as a page has it. */
export type Thing = Readonly<Record<string, unknown>>;

/** Every thing in the data blocks of a page. */
export function thingsIn(html: string): readonly Thing[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json = ""]) => JSON.parse(json) as Thing,
  );
}

const fileName = join(import.meta.dirname, "things-to-check.ts");

/**
 * What schema.org, as Google's schema-dts has it, does not know of the things: properties
 * that their type lacks, values of the wrong type, types that there are not. Each is written
 * as a literal of its type and given to the compiler, which has nothing else to say.
 */
export function faultsOfThings(things: readonly Thing[]): readonly string[] {
  const types = [...new Set(things.map((thing) => String(thing["@type"])))];
  const text = [
    `import type { WithContext, ${types.join(", ")} } from "schema-dts";`,
    ...things.map(
      (thing, index) =>
        `export const thing${index}: WithContext<${String(thing["@type"])}> = ${JSON.stringify(thing)};`,
    ),
  ].join("\n");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => path === fileName || fileExists(path);
  host.readFile = (path) => (path === fileName ? text : readFile(path));
  host.getSourceFile = (path, language, ...rest) =>
    path === fileName
      ? ts.createSourceFile(path, text, language)
      : getSourceFile(path, language, ...rest);
  const program = ts.createProgram([fileName], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
