import type { SiteData } from "#core/press/page-data";
import type { App } from "../app.ts";

/** What every page says of the site that it belongs to. */
export function siteOf(app: App): SiteData {
  const { shows, settings, projectChanges } = app.content;
  return {
    name: settings.name,
    origin: app.origin,
    shows,
    demonstration: shows.some((show) => show.demonstration),
    ...(projectChanges === undefined ? {} : { projects: projectChanges }),
  };
}
