import { dirname, join } from "node:path/posix";

/** Files of a tree by their path in it. */
type Tree = ReadonlyMap<string, string>;

/** These are called by what runs them: a name in them is looked up, not imported. */
const entryPoints =
  /^infra\/(functions\/|edge\/cloudfront[.])|^site\/(press\/entry[.]|src\/(middleware[.]|pages\/))/;
/** What looks like their exports is code that they write for other programs. */
const writers = /^(site\/press\/spare-broken-files|scripts\/bench-peer-astro)[.]/;

/** Where the aliases of package.json lead. */
const aliases = /^#(core|ports|pipeline|adapters|compose|edge)\//;

/**
 * What a tree hands out and nobody takes, as `path name`. A name counts as taken
 * when another file imports it; when only tests do, its own file has to use it,
 * too: otherwise it is a test's, and stands among the tests.
 */
export function unusedExports(tree: Tree): readonly string[] {
  const users = usersOf(tree);
  return [...tree].flatMap(([path, text]) =>
    entryPoints.test(path) || writers.test(path)
      ? []
      : exportedNames(text)
          .filter((name) => !isUsed(path, text, name, users))
          .map((name) => `${path} ${name}`),
  );
}

type Users = ReadonlyMap<string, readonly string[]>;

function isUsed(path: string, text: string, name: string, users: Users): boolean {
  const by = [...(users.get(`${path} ${name}`) ?? []), ...(users.get(`${path} *`) ?? [])];
  const isTests = (user: string) => user.startsWith("tests/");
  if (isTests(path) || !by.every(isTests)) return by.length > 0;
  // A constant that a test holds the code to is the code's, where the code lives by it.
  return by.length > 0 && text.split(new RegExp(`\\b${name}\\b`)).length > 2;
}

/** Functions, constants and classes; a type that only describes a signature may be named for its readers. */
function exportedNames(text: string): readonly string[] {
  const named = /^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm;
  return Array.from(text.matchAll(named), ([, name = ""]) => name);
}

/** Who imports what, by `path name`; `*` where a file is taken as a whole. */
function usersOf(tree: Tree): Users {
  const users = new Map<string, string[]>();
  for (const [user, text] of tree) {
    for (const [, names = "*", named, whole] of text.matchAll(importForms)) {
      const path = targetOf(user, named ?? whole ?? "");
      for (const name of names.startsWith("{") ? namesIn(names) : ["*"]) {
        const key = `${path} ${name}`;
        users.set(key, [...(users.get(key) ?? []), user]);
      }
    }
  }
  return users;
}

/** `import { a, type b as c } from "…"`, `import * as d from "…"`, `import("…")`, `import "…"`. */
const importForms =
  /\bimport (?:type )?(\{[^}]*\}|\* as \w+) from "([^"]+)"|\b(?:import\(|import )"([^"]+)"/g;

const namesIn = (list: string) =>
  list
    .slice(1, -1)
    .split(",")
    .flatMap((one) => /^(?:type )?(\w+)/.exec(one.trim())?.[1] ?? []);

function targetOf(user: string, specifier: string): string {
  if (aliases.test(specifier)) return `infra/${specifier.slice(1)}.ts`;
  return specifier.startsWith(".") ? join(dirname(user), specifier) : specifier;
}
