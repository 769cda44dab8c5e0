import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { locales } from "#core/press/page-data";
import { pagesIn, plainPages } from "../support/page-of-each-kind.ts";
import { htmlOf } from "../support/site-bundle.ts";

/** The checker behind validator.w3.org, on every kind of page; nobody here wrote it. */
const jar = createRequire(import.meta.url)("vnu-jar") as string;
const hasJava = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((path) => existsSync(join(path, "java")) || existsSync(join(path, "java.exe")));

type Message = {
  readonly type: string;
  readonly subType?: string;
  readonly url: string;
  readonly message: string;
  readonly extract?: string;
};

/**
 * Warned of, and wanted: Safari takes a list without bullets for none unless its role
 * says so, and what a script uncovers stays hidden from those who hear the page.
 */
const wanted = /“list” role is unnecessary|“aria-hidden” is unnecessary .* “hidden”/;

/** Errors and warnings of the checker; what it only mentions is left out. */
async function faultsOf(folder: string): Promise<readonly string[]> {
  const run = promisify(execFile);
  const args = ["-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", folder];
  const { stderr } = await run("java", args, { maxBuffer: 64_000_000 });
  const { messages } = JSON.parse(stderr) as { messages: readonly Message[] };
  return messages
    .filter(({ type, subType }) => type !== "info" || subType === "warning")
    .filter(({ type, message }) => type === "error" || !wanted.test(message))
    .map(({ url, message, extract = "" }) => `${url.replace(/^.*\//, "")}: ${message} ${extract}`);
}

test.skipIf(!hasJava)(
  "the W3C's HTML checker finds nothing on any kind of page in either language",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "html-checker-"));
    try {
      const pages = [...locales.flatMap(pagesIn), ...(await plainPages())];
      for (const [index, page] of pages.entries()) {
        const name = `${index}-${page.kind}${page.path.replaceAll("/", "_").slice(0, 60)}.html`;
        await writeFile(join(folder, name), await htmlOf(page));
      }
      expect(pages.length).toBeGreaterThan(38);
      expect(await faultsOf(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
