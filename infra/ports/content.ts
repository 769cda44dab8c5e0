import type { ContentResult } from "#core/content/check";
import type { Project } from "#core/content/project";
import type { ProjectChanges } from "#core/content/project-changes";
import type { Show } from "#core/content/show";
import type { Trade, Term } from "#core/content/vocabulary";
import type { StudioShow } from "#core/content/show-changes";

export type SiteSettings = { readonly name: string };
export type Notice = { readonly version: string; readonly locale: string; readonly hash: string };

/** What the press knows of a project: its page is the site's own matter. */
export type ContentProject = Pick<Project, "slug" | "title" | "summary" | "stories">;

/** A card as its file has it: the fields that an author wrote, with the body as `presentation`. */
export type CardAsWritten = Readonly<Record<string, unknown>>;
/** A file of content/projects. */
export type ProjectFile = {
  readonly slug: string;
  readonly card: CardAsWritten;
  /** Byte for byte. */
  readonly text: string;
};
/** A word of content/vocabulary, or a call, by what cards write. */
export type Choice = { readonly key: string; readonly fr: string; readonly en: string };

/** Words and data that come with the repository (content/), checked by their schemas when read. */
export interface Content {
  readonly name: string;
  readonly settings: SiteSettings;
  readonly shows: readonly Show[];
  /** Words that stories share: what they are about, and of which trades they speak. */
  readonly vocabulary: { readonly themes: readonly Term[]; readonly trades: readonly Trade[] };
  /** Fact cards that hold, by slug; those that do not are told when the site is built. */
  readonly projects: readonly ContentProject[];
  /** What the studio published over them, and which of the shows are its own; pipeline/current-content.ts puts both there. */
  readonly projectChanges?: ProjectChanges;
  readonly studioShows?: ReadonlyMap<string, StudioShow>;
  /** A show as the text of a file of content/shows. */
  writeShow(show: CardAsWritten): string;
  /** Cards as files: read, judged and written. */
  readonly projectFiles: ProjectFiles;
  /** The consent notice in force, in a language. Throws AppError `notice-missing`. */
  notice(locale: string): Notice;
}

/** The fact cards of projects as files, and the one way to read and write their text. */
export interface ProjectFiles {
  /** The files that can be read, by slug; as they were when this process began. */
  all(): readonly ProjectFile[];
  /** What a text that came from elsewhere says. Throws AppError `content-invalid` for one that is no card at all. */
  read(text: string, name: string): CardAsWritten;
  /** The card as the text of a file: what is as in `former` keeps its writing, comments included. */
  write(card: CardAsWritten, former?: string): string;
  /** Whether a card holds, with everything that it points to but stories; all problems at once, by field. */
  check(card: CardAsWritten): ContentResult<Project>;
  /** Slugs in the order in which the calls name their laureates. */
  readonly order: readonly string[];
  readonly choices: Readonly<Record<"themes" | "publics" | "calls", readonly Choice[]>>;
}
