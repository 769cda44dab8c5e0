/** One file of someone else's server, in a local file. */
export type RemoteFile = {
  /** Where it was at last, after redirects. */
  readonly url: string;
  readonly bytes: number;
  /** As the server says it, or nothing. */
  readonly mimeType: string;
};

export type RemoteLimits = { readonly bytesMax: number; readonly secondsMax: number };

/**
 * Fetches what a stranger's feed points to. Whoever wrote the feed chooses the
 * address, so an implementation goes nowhere but to public addresses over HTTP,
 * whatever names and redirects say. Errors: AppError `remote-address` (not an
 * address that may be asked), `remote-status`, `remote-too-large`, `remote-redirects`,
 * `remote-encoded`, and retryable `remote-slow` and `remote-unreachable`; each
 * names the host and no more of the address.
 */
export interface RemoteFiles {
  readonly name: string;
  /** Fetches `url` into the new file `path`; after an error there is none. */
  download(url: string, path: string, limits: RemoteLimits): Promise<RemoteFile>;
}
