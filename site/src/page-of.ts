import type { PageData } from "#core/press/page-data";

/** What pages of a kind have alike, with holes for what is their own: made once for all of them (site/press/framed-pages.ts). */
export type FramePage = Pick<PageData, "site" | "locale" | "path" | "alternates"> & {
  readonly kind: "frame";
};
export type AnyPage = PageData | FramePage;

export type PageOf<Kind extends AnyPage["kind"]> = Extract<AnyPage, { kind: Kind }>;

/** The data of a page whose address says what it must be; anything else is the caller's mistake and renders nothing. */
export function pageOf<Kind extends AnyPage["kind"]>(locals: App.Locals, kind: Kind): PageOf<Kind> {
  const { page } = locals;
  if (page.kind !== kind)
    throw new TypeError(`data of a ${page.kind} page was given to a ${kind} page`);
  return page as PageOf<Kind>;
}
