/** Where to go on; empty for the first page, so that it can be spread into query options. */
export type From = { readonly cursor?: string };

/** Asks for page after page until there is no cursor left. */
export async function* everyPage<Page extends From>(
  fetch: (from: From) => Promise<Page>,
): AsyncGenerator<Page> {
  let from: From = {};
  for (;;) {
    const page = await fetch(from);
    yield page;
    if (page.cursor === undefined) return;
    from = { cursor: page.cursor };
  }
}
