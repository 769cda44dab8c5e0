import cf from "cloudfront";
import { decideAtGate } from "./gate.ts";

type Redirect = { readonly from: string; readonly to: string; readonly below: boolean };
/** Where former addresses lead; filled in when the function is built (scripts/build-edge.ts). */
declare const REDIRECTS: readonly Redirect[];
/** What people read where something is gone, without a word about what it was. */
declare const GONE_PAGE: string;

type ViewerRequest = {
  readonly method: string;
  uri: string;
  readonly querystring: Readonly<Record<string, { readonly value: string }>>;
  readonly headers: Readonly<Record<string, { readonly value: string } | undefined>>;
};
type EdgeAnswer = {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: { readonly encoding: "text"; readonly data: string };
};

/**
 * Runs at CloudFront's edge before any copy is looked at: the gate, then
 * redirects, then the key of the file. Plain JavaScript of the oldest kind, since
 * that is what runs there; whatever goes wrong, the answer is a closed one.
 */
export async function handler(event: {
  readonly request: ViewerRequest;
}): Promise<ViewerRequest | EdgeAnswer> {
  const request = event.request;
  try {
    const decision = await decideAtGate(request.uri, lookUp);
    if (decision.action === "bad-request") return shortAnswer(400, "Bad Request", "Bad request");
    if (decision.action === "gone") return goneAnswer(request);
    if (isOnDemand(decision.path)) return request;
    if (request.method !== "GET" && request.method !== "HEAD")
      return shortAnswer(405, "Method Not Allowed", "Method not allowed");
    return fileOrRedirect(request, decision.path);
  } catch {
    return shortAnswer(404, "Not Found", "Not available");
  }
}

/** `allowed <publication>`, without the epoch that the list also keeps; nothing for a key that is not there, or when the list cannot be read. */
async function lookUp(episodeId: string): Promise<string | undefined> {
  try {
    const words = (await cf.kvs().get(episodeId)).split(" ");
    return words[0] === "allowed" ? "allowed " + words[1] : words[0];
  } catch {
    return undefined;
  }
}

function isOnDemand(path: string): boolean {
  return /^\/(voix|studio)(\/|$)/.test(path);
}

function fileOrRedirect(request: ViewerRequest, path: string): ViewerRequest | EdgeAnswer {
  const moved = redirectOf(path);
  if (moved !== undefined) return redirectAnswer(301, "Moved Permanently", moved, 3600);
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last !== "" && last.indexOf(".") < 0) {
    // A page's address without its last slash; `path` may hold the key, the visitor's own words lead on.
    return redirectAnswer(308, "Permanent Redirect", request.uri + "/", 0);
  }
  request.uri = encodeURI(last === "" ? path + "index.html" : path);
  return request;
}

function redirectOf(path: string): string | undefined {
  for (let index = 0; index < REDIRECTS.length; index += 1) {
    const redirect = REDIRECTS[index] as Redirect;
    const from = redirect.from;
    if (redirect.below ? path.indexOf(from) === 0 : path === from)
      return redirect.to + path.slice(from.length);
    if (redirect.below && path === from.slice(0, -1)) return redirect.to;
  }
  return undefined;
}

function redirectAnswer(
  statusCode: number,
  statusDescription: string,
  location: string,
  seconds: number,
): EdgeAnswer {
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: {
      location: { value: location },
      "cache-control": { value: seconds > 0 ? "public, max-age=" + seconds : "no-store" },
      "access-control-allow-origin": { value: "*" },
    },
  };
}

/** Only people get a page; a player that asks for sound gets a short answer. */
function goneAnswer(request: ViewerRequest): EdgeAnswer {
  const accept = request.headers["accept"];
  const wantsPage = accept !== undefined && accept.value.indexOf("text/html") >= 0;
  if (!wantsPage) return shortAnswer(410, "Gone", "Gone");
  return answerWith(410, "Gone", "text/html; charset=utf-8", GONE_PAGE);
}

function shortAnswer(statusCode: number, statusDescription: string, text: string): EdgeAnswer {
  return answerWith(statusCode, statusDescription, "text/plain; charset=utf-8", text);
}

function answerWith(
  statusCode: number,
  statusDescription: string,
  contentType: string,
  text: string,
): EdgeAnswer {
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: {
      "content-type": { value: contentType },
      "cache-control": { value: "no-store" },
      "access-control-allow-origin": { value: "*" },
      "content-security-policy": { value: "default-src 'none'; style-src 'unsafe-inline'" },
      "x-content-type-options": { value: "nosniff" },
      "referrer-policy": { value: "no-referrer" },
    },
    body: { encoding: "text", data: text },
  };
}
