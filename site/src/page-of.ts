import type { PageData } from "#core/press/page-data";

export type PageOf<Kind extends PageData["kind"]> = Extract<PageData, { kind: Kind }>;

/** The data of a page whose address says what it must be; anything else is the caller's mistake and renders nothing. */
export function pageOf<Kind extends PageData["kind"]>(
  locals: App.Locals,
  kind: Kind,
): PageOf<Kind> {
  const { page } = locals;
  if (page.kind !== kind)
    throw new TypeError(`data of a ${page.kind} page was given to a ${kind} page`);
  return page as PageOf<Kind>;
}
