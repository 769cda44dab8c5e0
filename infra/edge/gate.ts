/**
 * The gate in front of everything public. It runs as a CloudFront Function (so
 * it uses nothing but plain JavaScript and the lookup it is given) and in the
 * local server: the very same code.
 *
 * Everything of a story lives under /episodes/<name>-<id>/…; only the id
 * counts. An id that is not on the allow-list is gone, and the answer says
 * nothing about it. Media names start with a publication key, which must be the
 * current one: an address from before a withdrawal never comes back to life.
 */
export type GateAnswer =
  | { readonly action: "pass"; readonly path: string }
  | { readonly action: "gone" }
  | { readonly action: "bad-request" };

/** The allow-list's value for an id, or undefined: `allowed <publication>` or `denied`. */
export type GateLookup = (episodeId: string) => Promise<string | undefined>;

const storyPattern = /^\/episodes\/(?:[a-z0-9-]*-)?([0-9a-hjkmnp-tv-z]{20})(?:\/(.*))?$/;
const mediaPattern = /^([0-9a-hjkmnp-tv-z]{26})[.-]/;

/** Decides on a request path (no query); `path` in the answer is the public store's. */
export async function decideAtGate(requestPath: string, lookup: GateLookup): Promise<GateAnswer> {
  const path = decoded(requestPath);
  if (path === undefined) return { action: "bad-request" };
  if (!/^\/episodes(\/|$)/i.test(path)) return { action: "pass", path };
  const story = storyPattern.exec(path);
  const id = story?.[1];
  if (id === undefined) return { action: "gone" };
  const value = await lookup(id);
  if (value === undefined || !value.startsWith("allowed ")) return { action: "gone" };
  const file = story?.[2] ?? "";
  const media = mediaPattern.exec(file);
  if (media !== null && media[1] !== value.slice("allowed ".length)) return { action: "gone" };
  return { action: "pass", path: `/episodes/${id}/${file}` };
}

/** The path with its escapes undone, or undefined when it is malformed or tries to climb. */
function decoded(requestPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith("/") || /[\u0000-\u001f\u007f\\]/.test(path)) return undefined;
  const segments = path.split("/").slice(1);
  const climbs = segments.some((segment) => segment === ".." || segment === ".");
  const empty = segments.slice(0, -1).some((segment) => segment === "");
  return climbs || empty ? undefined : path;
}
