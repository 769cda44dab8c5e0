import { defineMiddleware } from "astro:middleware";

/** Keeps the error of a page for the caller: Astro itself answers with status 500 and tells no more. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    return await next();
  } catch (error) {
    // The first: Astro then tries [plain] as its page for errors, which breaks on data that is not its own.
    locals.failure ??= error;
    throw error;
  }
});
