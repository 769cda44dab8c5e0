import type { Show } from "#core/content/show";

export type SiteSettings = { readonly name: string };
export type Notice = { readonly version: string; readonly locale: string; readonly hash: string };

/** Words and data that come with the repository (content/), checked by their schemas when read. */
export interface Content {
  readonly name: string;
  readonly settings: SiteSettings;
  readonly shows: readonly Show[];
  /** The consent notice in force, in a language. Throws AppError `notice-missing`. */
  notice(locale: string): Notice;
}
