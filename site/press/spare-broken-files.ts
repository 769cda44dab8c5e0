/**
 * One file that an author broke must not take the whole site with it: where
 * Astro's own readers of Markdown and MDX give up, an empty module says so, the
 * pages leave it out, and the author is told which file and where.
 */
import type { ContentProblem } from "#core/content/check";
import { reasonInWords } from "#core/content/reasons";

type Handler = (this: unknown, ...args: readonly unknown[]) => unknown;
type Hook = { handler: Handler };
type Plugin = { readonly name: string; load?: unknown; transform?: unknown };

const isHook = (hook: unknown): hook is Hook =>
  typeof hook === "object" && hook !== null && "handler" in hook;

/** The name of a file of content as its author knows it, or nothing for any other file. */
const authorsName = (id: string): string | undefined =>
  /[/\\](content[/\\](?:pages|projects)[/\\].*?\.mdx?)(?:\?.*)?$/
    .exec(id)?.[1]
    ?.replaceAll("\\", "/");

/** What stands for a Markdown file that cannot be read. */
const emptyModule = `export const frontmatter = { broken: true };
export const rawContent = () => "";
export const Content = () => "";
export default Content;
`;
/** The same for MDX, before it is compiled. */
const emptyPage = "---\nbroken: true\n---\n";

function sparing(
  hook: Hook,
  hint: (file: string, error: unknown) => void,
  instead: "page" | "module",
) {
  const { handler } = hook;
  hook.handler = async function (this: unknown, ...args) {
    const id = String(instead === "page" ? args[1] : args[0]);
    try {
      return await handler.call(this, ...args);
    } catch (error) {
      const file = authorsName(id);
      if (file === undefined) throw error;
      hint(file, error);
      return instead === "page"
        ? handler.call(this, emptyPage, ...args.slice(1))
        : { code: emptyModule };
    }
  };
}

/** The problem of a file that cannot be read, with the line where the reader stopped if it knows. */
export function syntaxProblem(file: string, error: unknown): ContentProblem {
  const { message = String(error), loc } = error as { message?: string; loc?: { line?: number } };
  const field = loc?.line === undefined ? "" : `line ${loc.line}`;
  const [value = ""] = message.split("\n");
  return { file, field, reason: reasonInWords("syntax", { value }) };
}

/** Makes the readers among these plugins spare the site; `problems` gets what they could not read. */
export function spareBrokenFiles(
  plugins: readonly Plugin[],
  problems: Map<string, ContentProblem>,
): void {
  const hint = (file: string, error: unknown) =>
    void problems.set(file, syntaxProblem(file, error));
  for (const plugin of plugins) {
    if (plugin.name === "@mdx-js/rolldown" && isHook(plugin.transform))
      sparing(plugin.transform, hint, "page");
    if (plugin.name === "astro:markdown" && isHook(plugin.load))
      sparing(plugin.load, hint, "module");
  }
}
