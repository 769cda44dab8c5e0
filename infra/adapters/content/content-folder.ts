import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import {
  type Demonstration,
  DemonstrationSchema,
  type SpokenTexts,
  SpokenTextsSchema,
} from "#core/demonstration";
import { AppError } from "#core/errors";
import { ShowSchema } from "#core/show";
import type { Content, Notice } from "#ports/content";

/** What the press needs of content/site.yaml; pages read the rest of it themselves. */
const SettingsSchema = z.object({ siteName: z.string().min(1).max(80) });

/**
 * Reads shows, settings and consent notices from the repository's content/
 * folder, once. A file that does not fit its schema stops the start with
 * `content-invalid`, which names the file, the field and the problem.
 */
export function createContentFolder(folder: string): Content {
  const shows = readdirSync(join(folder, "shows"))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => readYaml(folder, `shows/${name}`, ShowSchema));
  const settings = readYaml(folder, "site.yaml", SettingsSchema);
  const notices = readNotices(folder);
  return {
    name: "content-folder",
    settings: { name: settings.siteName },
    shows,
    notice(locale) {
      const notice = notices.get(locale) ?? notices.get(locale.slice(0, 2));
      if (notice === undefined) throw new AppError("notice-missing", { params: { locale } });
      return notice;
    },
  };
}

/** The recordings of the demonstration, with what is said in them; YAML reads JSON too. */
export function readDemonstration(folder: string): Demonstration & { readonly texts: SpokenTexts } {
  return {
    ...readYaml(folder, "demo/demo.yaml", DemonstrationSchema),
    texts: readYaml(folder, "demo/texts.json", SpokenTextsSchema),
  };
}

function readYaml<T extends z.ZodType>(folder: string, file: string, schema: T): z.output<T> {
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

/** The newest version (by name) of content/consent is in force; a notice is known by the hash of its bytes. */
function readNotices(folder: string): ReadonlyMap<string, Notice> {
  const versions = readdirSync(join(folder, "consent"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const version = versions.at(-1);
  if (version === undefined) return new Map();
  return new Map(
    readdirSync(join(folder, "consent", version))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => {
        const bytes = readFileSync(join(folder, "consent", version, name));
        const locale = name.slice(0, -".yaml".length);
        const hash = createHash("sha256").update(bytes).digest("hex");
        return [locale, { version, locale, hash }] as const;
      }),
  );
}
