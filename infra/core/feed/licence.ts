import type { Show } from "../content/show.ts";

/** What the podcast namespace's licence list calls "all rights reserved". */
export const allRightsReserved = "ARR";

/** The licence's name, or the list's own name for keeping all rights; no name keeps them all too. */
export function licenceName({ identifier }: Show["license"]): string {
  const isReserved = /^(all[- ]rights[- ]reserved)?$/i.test(identifier.trim());
  return isReserved ? allRightsReserved : identifier;
}

/** The link of that entry in the list; without one, strict readers see no licence at all. */
const allRightsReservedUrl = "https://en.wikipedia.org/wiki/All_rights_reserved";

/**
 * Where a licence can be read: the address given with it, or that of a Creative
 * Commons licence by its SPDX name. Nothing for others, which then need one.
 */
export function licenceUrl(license: Show["license"]): string | undefined {
  const { identifier, url } = license;
  if (url !== undefined) return new URL(url).href;
  const parts = /^CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)$/i.exec(identifier);
  if (parts?.[1] !== undefined)
    return `https://creativecommons.org/licenses/${parts[1].toLowerCase()}/${parts[2]}/`;
  if (licenceName(license) === allRightsReserved) return allRightsReservedUrl;
  return /^CC0-1\.0$/i.test(identifier)
    ? "https://creativecommons.org/publicdomain/zero/1.0/"
    : undefined;
}
