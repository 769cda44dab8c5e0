import type { ObjectStore } from "#ports/object-store";

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

/** Every key of a store that starts with `prefix`, in order, over all pages; what is deleted behind the place changes nothing. */
export async function* everyKey(store: ObjectStore, prefix: string): AsyncGenerator<string> {
  const pages = everyPage(async ({ cursor }) => {
    const options = cursor === undefined ? {} : { after: cursor };
    const { keys, after } = await store.list(prefix, options);
    return after === undefined ? { keys } : { keys, cursor: after };
  });
  for await (const { keys } of pages) yield* keys;
}
