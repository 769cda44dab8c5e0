import type { Project } from "#core/content/project";
import type { Show } from "#core/content/show";

export type SiteSettings = { readonly name: string };
export type Notice = { readonly version: string; readonly locale: string; readonly hash: string };

/** What the press knows of a project: its page is the site's own matter. */
export type ContentProject = Pick<Project, "slug" | "title" | "summary" | "stories">;

/** Words and data that come with the repository (content/), checked by their schemas when read. */
export interface Content {
  readonly name: string;
  readonly settings: SiteSettings;
  readonly shows: readonly Show[];
  /** Fact cards that hold, by slug; those that do not are told when the site is built. */
  readonly projects: readonly ContentProject[];
  /** The consent notice in force, in a language. Throws AppError `notice-missing`. */
  notice(locale: string): Notice;
}
