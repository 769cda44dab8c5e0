/**
 * Programs that read pages to train on them, by the names their makers give
 * (each documented by its maker). Nobody's yes to a published story covers
 * that: reuse is a scope of its own, off by default. None of them keeps an index
 * from which a withdrawn story would have to be dropped.
 */
const trainers = [
  "AI2Bot",
  "Applebot-Extended",
  "Bytespider",
  "CCBot",
  "Google-Extended",
  "GPTBot",
  "Meta-ExternalAgent",
] as const;

/**
 * robots.txt: search engines may fetch everything. Stories are never barred,
 * withdrawn ones least of all: a crawler that may not fetch an address never
 * sees its 410 and keeps what it has. Pages behind a link or a sign-in say
 * `noindex` themselves, for the same reason. Those who ask by purpose instead of by
 * name find it in the header `Content-Usage` (core/press/public-headers.ts): here it
 * would be a line that today's readers take for a mistake.
 */
export function robotsText(origin: string): string {
  return [
    "# Search engines are welcome; withdrawn stories answer 410 and must stay reachable for crawlers.",
    "User-agent: *",
    "Allow: /",
    "",
    "# Publishing a story does not mean agreeing to training on it.",
    ...trainers.map((name) => `User-agent: ${name}`),
    "Disallow: /",
    "",
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ].join("\n");
}
