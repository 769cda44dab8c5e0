import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { AppError } from "#core/errors";

/**
 * One file of content/, checked. YAML reads JSON too. Throws `content-invalid`,
 * which names the file, the field and the problem.
 */
export function readYaml<T extends z.ZodType>(
  folder: string,
  file: string,
  schema: T,
): z.output<T> {
  const invalid = (field: string, problem: string, cause: unknown) =>
    new AppError("content-invalid", {
      field,
      params: { file: `content/${file}`, field, problem },
      cause,
    });
  let value: unknown;
  try {
    value = parse(readFileSync(join(folder, file), "utf8"));
  } catch (error) {
    throw invalid("", error instanceof Error ? error.message : String(error), error);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(issue?.path.join(".") ?? "", issue?.message ?? "", result.error);
}

/** The front matter of a Markdown file with its body as `presentation`; nothing for a file without front matter, or with one that is no YAML. */
export function readFrontMatter(folder: string, file: string): unknown {
  const text = readFileSync(join(folder, file), "utf8");
  const parts = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(text);
  if (parts === null) return undefined;
  try {
    const head: unknown = parse(parts[1] ?? "");
    return typeof head === "object" && head !== null
      ? { ...head, presentation: (parts[2] ?? "").trim() }
      : undefined;
  } catch {
    return undefined;
  }
}
