import type { NoticeLocale } from "#core/consent/notice";
import type { App } from "#pipeline/app";
import type { ShownNotice } from "./sentences.ts";

/** What the participant's pages are given. */
export type WebDeps = {
  readonly app: App;
  /** The notice in force, in one of its languages, with its recordings. */
  notice(locale: NoticeLocale): ShownNotice;
};

/** Where a request comes from, as whoever listens to the network knows it. */
export type Client = { readonly address: string };
