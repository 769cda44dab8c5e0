import { defineMiddleware } from "astro:middleware";

/** Keeps the error of a page for the caller: Astro itself answers with status 500 and tells no more. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    return await next();
  } catch (error) {
    locals.failure = error;
    throw error;
  }
});
