import { securityHeaders } from "#core/press/public-headers";

/** On every answer of these pages: kept by nobody, found by nobody, told to nobody. */
const privateHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders({ embeddable: false }),
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Cross-Origin-Resource-Policy": "same-origin",
  Vary: "Cookie, Accept-Language",
};

export function pageAnswer(
  body: Uint8Array,
  status = 200,
  options: { readonly sendsTo?: string | undefined } = {},
): Response {
  return new Response(new Uint8Array(body), {
    status,
    headers: {
      ...privateHeaders,
      ...securityHeaders({ embeddable: false, ...options }),
      "Content-Type": "text/html; charset=utf-8",
    },
  });
}

/** To be fetched again with GET: reloading it sends no form twice. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...privateHeaders, Location: path } });
}

/** A short answer for programs; people get pages. */
export function shortAnswer(status: number, text: string, more: HeadersInit = {}): Response {
  return new Response(text, {
    status,
    headers: { ...privateHeaders, "Content-Type": "text/plain; charset=utf-8", ...more },
  });
}

/** A file that is read or saved within a session only. */
export function fileAnswer(
  body: Uint8Array | ReadableStream<Uint8Array>,
  contentType: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : body, {
    headers: { ...privateHeaders, "Content-Type": contentType, ...more },
  });
}

/** One range of a recording, as players ask for it (RFC 9110 §14); undefined for the whole. */
export function rangeOf(
  header: string | null,
  totalBytes: number,
): { readonly start: number; readonly end: number } | "unsatisfiable" | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (found === null) return undefined;
  const [, from = "", to = ""] = found;
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const count = Math.min(Number(to), totalBytes);
    return count === 0 ? "unsatisfiable" : { start: totalBytes - count, end: totalBytes - 1 };
  }
  const start = Number(from);
  const end = to === "" ? totalBytes - 1 : Math.min(Number(to), totalBytes - 1);
  if (start >= totalBytes) return "unsatisfiable";
  return start > end ? undefined : { start, end };
}

export function mediaAnswer(
  media: { readonly mimeType: string; readonly totalBytes: number; readonly etag: string },
  bytes: Uint8Array,
  range?: { readonly start: number; readonly end: number },
): Response {
  const headers = {
    ...privateHeaders,
    "Content-Type": media.mimeType,
    "Content-Length": String(bytes.length),
    "Accept-Ranges": "bytes",
    ETag: `"${media.etag}"`,
    ...(range === undefined
      ? {}
      : { "Content-Range": `bytes ${range.start}-${range.end}/${media.totalBytes}` }),
  };
  return new Response(new Uint8Array(bytes), { status: range === undefined ? 200 : 206, headers });
}
