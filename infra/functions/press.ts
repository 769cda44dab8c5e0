import { isPressed, pressAll } from "#pipeline/publication/press-all";
import { installation } from "./installation.ts";

/**
 * Presses everything when the public files come from another build of the site;
 * most times there is nothing to do. A function has a quarter of an hour: a press
 * that takes longer goes on at the next call.
 */
export async function handler(): Promise<void> {
  const { app } = await installation();
  if (await isPressed(app)) return;
  await pressAll(app);
  app.logger.info("site-pressed", { version: app.renderer.version });
}
