import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse, parseDocument, stringify } from "yaml";
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

/** The front matter of a Markdown file with its body as `presentation`. Throws `content-invalid` for a text without front matter, or with one that is no YAML. */
export function parseCard(text: string, file: string): Readonly<Record<string, unknown>> {
  const parts = cardParts.exec(text);
  const invalid = (problem: string, cause?: unknown) =>
    new AppError("content-invalid", { params: { file, field: "", problem }, cause });
  if (parts === null) throw invalid("--- … ---");
  let head: unknown;
  try {
    head = unambiguous(parts[1] ?? "");
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  if (typeof head !== "object" || head === null || Array.isArray(head)) throw invalid("--- … ---");
  return { ...head, presentation: (parts[2] ?? "").trim() };
}

/** What YAML only warns of (a tag that nobody knows, an alias that could be a key) is a mistake in a card: its author is told. */
function unambiguous(text: string): unknown {
  const document = parseDocument(text);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) throw fault;
  return document.toJS();
}

const cardParts = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s;

/**
 * A card as the text of a file. Fields that are as in `former` keep its writing,
 * with its comments and line breaks; the others are written anew.
 */
export function writeCard(card: Readonly<Record<string, unknown>>, former = ""): string {
  const { presentation, ...head } = card;
  const [, formerHead = "", formerBody = ""] = cardParts.exec(former) ?? [];
  const before = (parse(formerHead) ?? {}) as Readonly<Record<string, unknown>>;
  const written = writtenFields(formerHead);
  const inFormerOrder = Object.keys(before).filter((field) => field in head);
  const added = Object.keys(head).filter((field) => !(field in before));
  const fields = [...inFormerOrder, ...added].map((field) => {
    const text = isDeepStrictEqual(before[field], head[field]) ? written.get(field) : undefined;
    return text ?? stringify({ [field]: head[field] }, { lineWidth: 0 });
  });
  const body = String(presentation ?? "").trim();
  const kept = formerBody.trim() === body ? formerBody : `\n${body}\n`;
  return `---\n${written.get("") ?? ""}${fields.join("")}---\n${kept}`;
}

/** The lines of each field at the top of a card, and of comments before the first (under no name). */
function writtenFields(head: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  let field = "";
  for (const line of head.split("\n")) {
    field = /^(\w+):/.exec(line)?.[1] ?? field;
    lines.set(field, `${lines.get(field) ?? ""}${line}\n`);
  }
  if (lines.get("") === "\n") lines.delete("");
  return lines;
}

/** A show as the text of its file. */
export const writeShow = (show: Readonly<Record<string, unknown>>): string =>
  stringify(show, { lineWidth: 0 });
