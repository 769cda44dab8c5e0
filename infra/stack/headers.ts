/** As core/press/public-headers.ts has them for the local server; tests/stack holds the two together. */
const securityPolicy = (frameAncestors: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join("; ");

const yearSeconds = 31_536_000;

/** What CloudFront adds to files: pages; frames for other sites; words of a story, which search engines find by its page only. */
export function createHeaders() {
  const make = (name: string, own: { frameAncestors: string; robots?: string }) =>
    new aws.cloudfront.ResponseHeadersPolicy(name, {
      corsConfig: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: { items: ["*"] },
        accessControlAllowMethods: { items: ["GET", "HEAD"] },
        accessControlAllowOrigins: { items: ["*"] },
        accessControlExposeHeaders: { items: ["ETag", "Content-Range", "Accept-Ranges"] },
        originOverride: true,
      },
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy: securityPolicy(own.frameAncestors),
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: "no-referrer", override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: yearSeconds, override: true },
      },
      customHeadersConfig: {
        items: [
          {
            header: "Permissions-Policy",
            value: "camera=(), geolocation=(), microphone=(self), payment=()",
            override: true,
          },
          { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
          // Everything here may be shown by other sites: players, readers, frames.
          { header: "Cross-Origin-Resource-Policy", value: "cross-origin", override: true },
          ...(own.robots === undefined
            ? []
            : [{ header: "X-Robots-Tag", value: own.robots, override: true }]),
        ],
      },
    });
  return {
    pages: make("PageHeaders", { frameAncestors: "'none'" }),
    frames: make("FrameHeaders", { frameAncestors: "*", robots: "noindex, indexifembedded" }),
    words: make("WordHeaders", { frameAncestors: "'none'", robots: "noindex" }),
  };
}
