/**
 * The type that a feed is sent as. Podcast apps and validators get
 * `application/rss+xml`; a person's browser, which asks for HTML first, gets
 * `application/xml`, because Chromium shows the other one as plain text and
 * looks at no style sheet. The bytes are the same; answers vary by `Accept`.
 */
export function feedContentType(accept: string | undefined): string {
  const asksForPage = accept !== undefined && /(^|,)\s*text\/html\b/i.test(accept);
  return asksForPage ? "application/xml; charset=utf-8" : "application/rss+xml; charset=utf-8";
}
