import { feedContentType } from "../feed/content-type.ts";

/** Content types by file extension; addresses tell what they hold. */
const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  xml: "application/xml; charset=utf-8",
  xsl: "application/xslt+xml; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
  srt: "application/x-subrip; charset=utf-8",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  opus: "audio/ogg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  ico: "image/x-icon",
  woff2: "font/woff2",
};

const extensionOf = (key: string) => /\.([a-z0-9]+)$/.exec(key)?.[1] ?? "";

/** Feeds and their archive documents, of shows, of projects and of the whole site. */
const isFeed = (key: string) => /^feeds\/.+\.xml$/.test(key);

/**
 * The content type of a public file by its key; unknown ones are a download,
 * never sniffed. A feed's depends on the `Accept` of the request too
 * (core/feed/content-type.ts).
 */
export function contentTypeOf(key: string, accept?: string): string {
  if (isFeed(key)) return feedContentType(accept);
  // oEmbed 1.0, §2.3: its XML answers are text/xml.
  if (key.endsWith("/oembed.xml")) return "text/xml; charset=utf-8";
  if (key.endsWith("-chapters.json")) return "application/json+chapters; charset=utf-8";
  return types[extensionOf(key)] ?? "application/octet-stream";
}

/** Compressing less than this saves nothing. */
export const compressBytesMin = 800;

/** Whether compressing pays: text does, sound and pictures are compressed already. */
export function isCompressible(contentType: string): boolean {
  return /^(text\/|application\/(json|xml|rss|xslt|manifest|x-subrip)|image\/svg)/.test(
    contentType,
  );
}

/** The site's icons and the list of them: they are the same on every page, and nobody's words. */
const isSign = (key: string) =>
  /^(favicon\.svg|apple-touch-icon\.png|icon-[a-z0-9-]+\.png|manifest\.webmanifest)$/.test(key);

/**
 * How long a copy may be kept. The consent note (§5.2) allows browsers a minute;
 * here they ask each time, at the price of a 304, so that whoever opens a story
 * again after its withdrawal meets the 410 at once. Shared caches stand behind
 * the edge gate and may keep what it guards, but never serve it stale. Only files
 * named after their content may be kept for long, and the site's own signs for a
 * day: a browser looks at them more than once for each page.
 */
export function cacheControlOf(key: string): string {
  if (key.startsWith("assets/")) return "public, max-age=31536000, immutable";
  if (isSign(key)) return "public, max-age=86400";
  // Words of stories outside their folders, where no gate stands: shared caches ask each time as well.
  if (key.startsWith("search/")) return "public, max-age=0, must-revalidate, s-maxage=0";
  const isMedia = /\.(mp3|m4a|opus)$/.test(key);
  const shared = isMedia ? "s-maxage=300" : "s-maxage=60";
  return `public, max-age=0, must-revalidate, ${shared}, stale-while-revalidate=0, stale-if-error=0`;
}

/**
 * What search engines are told of a file beside its page: words of a story are
 * found by its page, which says who told it, and not as a bare file that a result
 * list would keep on its own. Sound and pictures may be found.
 */
function robotsTagOf(key: string): string | undefined {
  const isData = /^(episodes\/.*\.(vtt|srt|json|txt|xml)|search\/.*)$/.test(key);
  if (isFrame(key)) return "noindex, indexifembedded";
  return isData ? "noindex" : undefined;
}

/** The request headers that the answer depends on, beside those of the transfer. */
function variesBy(key: string): readonly string[] {
  return isFeed(key) ? ["Accept"] : [];
}

/** What stands in the frame of another site when its story is gone. */
export const goneFrameKey = "410-embed.html";

/** Pages made to stand in frames of other sites. */
const isFrame = (key: string) =>
  key === goneFrameKey ||
  (key.startsWith("episodes/") && key.includes("/embed/")) ||
  /^(en\/)?projets\/[^/]+\/embed\.html$/.test(key);

/** Web players and apps of other sites may read these (podcast namespace: transcripts and feeds with CORS). */
function isOpenToOtherSites(key: string): boolean {
  if (key.startsWith("search/")) return false;
  return /\.(mp3|m4a|opus|vtt|srt|json|txt|xml|jpg)$/.test(key);
}

/** Nothing from elsewhere, nothing inline; `frame-ancestors` opens only for pages made to be embedded. */
function contentSecurityPolicy(options: {
  readonly embeddable: boolean;
  /** Another origin that scripts may send to: where recordings go straight to their store. */
  readonly sendsTo?: string | undefined;
}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${options.sendsTo === undefined ? "" : ` ${options.sendsTo}`}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${options.embeddable ? "*" : "'none'"}`,
  ].join("; ");
}

/** All headers of a public file but those of the transfer itself (length, range, validators). */
export function publicHeaders(key: string, accept?: string): Readonly<Record<string, string>> {
  return {
    "Content-Type": contentTypeOf(key, accept),
    "Cache-Control": cacheControlOf(key),
    // The IETF's AI preferences draft: publishing a story does not mean agreeing to training on it.
    "Content-Usage": "train-ai=n",
    ...(variesBy(key).length === 0 ? {} : { Vary: variesBy(key).join(", ") }),
    ...(robotsTagOf(key) === undefined ? {} : { "X-Robots-Tag": robotsTagOf(key) ?? "" }),
    ...securityHeaders({ embeddable: isFrame(key) }),
    ...(isOpenToOtherSites(key)
      ? {
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Expose-Headers": "ETag, Content-Range, Accept-Ranges",
          "Cross-Origin-Resource-Policy": "cross-origin",
        }
      : { "Cross-Origin-Resource-Policy": "same-origin" }),
  };
}

/** Sent with every answer, also with errors. */
export function securityHeaders(options: {
  readonly embeddable: boolean;
  readonly sendsTo?: string | undefined;
}): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(options),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}

/** Lets web players of other sites ask for a part of a file, or whether it has changed; never with cookies. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, If-Modified-Since",
  "Access-Control-Max-Age": "86400",
  Vary: "Origin, Access-Control-Request-Method",
};
