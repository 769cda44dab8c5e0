import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  type Demonstration,
  DemonstrationSchema,
  type SpokenTexts,
  SpokenTextsSchema,
} from "#core/content/demonstration";
import { AppError } from "#core/errors";
import { type UsualRecipients, UsualRecipientsSchema } from "#core/content/recipients";
import { ShowSchema } from "#core/content/show";
import { type OperatorSettings, SiteSettingsSchema } from "#core/content/site-settings";
import { TradesSchema, VocabularySchema } from "#core/content/vocabulary";
import type { Content, ContentProject } from "#ports/content";
import { createProjectFiles } from "./project-files.ts";
import { type NoticeBundle, noticeVersions, readNoticeFolder } from "./notice-folder.ts";
import { readYaml, writeShow } from "./read-yaml.ts";

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
  const version = noticeVersions(folder).at(-1);
  const notices: ReadonlyMap<string, NoticeBundle> =
    version === undefined ? new Map() : readNoticeFolder(folder, version);
  const projectFiles = createProjectFiles(folder);
  let projects: readonly ContentProject[] | undefined;
  return {
    name: "content-folder",
    settings: { name: settings.siteName },
    shows,
    vocabulary: {
      themes: readYaml(folder, "vocabulary/themes.yaml", VocabularySchema),
      trades: readYaml(folder, "vocabulary/trades.yaml", TradesSchema),
    },
    // Only when asked for: most commands need no project, and twenty files take a moment.
    get projects() {
      return (projects ??= projectFiles.all().flatMap(({ card }) => {
        // Cards that do not hold have no page either (site/src/projects/load-content.ts); the build of the site says why.
        const checked = projectFiles.check(card);
        return checked.ok ? [checked.value] : [];
      }));
    },
    projectFiles,
    writeShow,
    notice(locale) {
      const bundle = notices.get(locale) ?? notices.get(locale.slice(0, 2));
      if (bundle === undefined) throw new AppError("notice-missing", { params: { locale } });
      return { version: bundle.version, locale: bundle.locale, hash: bundle.hash };
    },
  };
}

/** What the operator of the site filled in: who answers for it, and where letters go. */
export function readSiteSettings(folder: string): OperatorSettings {
  return readYaml(folder, "site.yaml", SiteSettingsSchema);
}

/** Where copies of stories usually are. */
export function readUsualRecipients(folder: string): UsualRecipients {
  return readYaml(folder, "recipients.yaml", UsualRecipientsSchema);
}

/** The recordings of the demonstration, with what is said in them; YAML reads JSON too. */
export function readDemonstration(folder: string): Demonstration & { readonly texts: SpokenTexts } {
  return {
    ...readYaml(folder, "demo/demo.yaml", DemonstrationSchema),
    texts: readYaml(folder, "demo/texts.json", SpokenTextsSchema),
  };
}
