import { get } from "node:http";
import { text as textOf } from "node:stream/consumers";

/**
 * Asks a server of ours on a connection of its own. One that was kept open may be closed
 * by the server in the very moment in which it is used again; a browser would ask once
 * more, `fetch` fails, and on a busy machine that moment is long.
 */
export function askAlone(
  baseUrl: string,
  path: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(new URL(path, baseUrl), { agent: false }, (response) => {
      const { statusCode: status = 0 } = response;
      textOf(response).then((text) => resolve({ status, text }), reject);
    });
    request.on("error", reject);
  });
}
