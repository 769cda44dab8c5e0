import { makeZip } from "client-zip";
import type { ArchivedFile, Archiver } from "#ports/archiver";

/** Archives by the npm package `client-zip`: web streams only, names in UTF-8, nothing compressed. */
export function createClientZipArchiver(): Archiver {
  return {
    name: "client-zip",
    zip: (files) => makeZip(entries(files)),
  };
}

async function* entries(files: AsyncIterable<ArchivedFile>) {
  for await (const { name, modifiedAt, body } of files)
    yield { name, lastModified: new Date(modifiedAt), input: bytesOf(body) };
}

/** A copy of each piece, over memory that is certainly not shared: what the package's types ask for. */
async function* bytesOf(body: ArchivedFile["body"]) {
  if (body instanceof Uint8Array) yield new Uint8Array(body);
  else for await (const piece of body) yield new Uint8Array(piece);
}
