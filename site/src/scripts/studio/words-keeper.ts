import type { WordsRow } from "#core/transcript/row-edits";
import { forgetKept, keepHere, readKept } from "./kept-here.ts";

/** What is kept of a correction: on the server, or on this device until the server has it. */
export type KeptWords = {
  readonly mark: string;
  readonly version: number;
  readonly rows: readonly WordsRow[];
};

export type KeepOutcome =
  | { readonly kept: true; readonly version: number }
  | {
      readonly kept: false;
      readonly why: "offline" | "signedOut" | "elsewhere" | "refused";
      /** In the reader's words, where the server gave some. */
      readonly message?: string;
    };

const placeOf = (story: string) => `correction-${story}`;

/** Words that the server does not have yet; undefined when it has all. */
export const readLocal = (story: string): KeptWords | undefined =>
  readKept<KeptWords>(placeOf(story));

/** Whether this device had room for them. */
export const keepLocal = (story: string, words: KeptWords): boolean =>
  keepHere(placeOf(story), words);

export const forgetLocal = (story: string): void => forgetKept(placeOf(story));

/** Sends a correction to be kept. Whatever comes of it, nothing is overwritten and nothing is lost here. */
export async function keepWords(
  story: string,
  words: KeptWords,
  token: string,
): Promise<KeepOutcome> {
  try {
    const answer = await fetch(`/studio/recits/${story}/texte`, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-Jeton": token,
      },
      body: JSON.stringify(words),
    });
    if (answer.status === 401 || answer.status === 403) return { kept: false, why: "signedOut" };
    if (answer.ok) {
      const { version } = (await answer.json()) as { readonly version: number };
      return { kept: true, version };
    }
    const told = (await answer.json()) as { readonly error?: { readonly message?: string } };
    const message = told.error?.message;
    const why = answer.status === 409 ? "elsewhere" : "refused";
    return { kept: false, why, ...(message === undefined ? {} : { message }) };
  } catch {
    // No network, or an answer that is none of ours: it is tried again.
    return { kept: false, why: "offline" };
  }
}

/** The token of whoever is signed in on this device now, in whatever tab; undefined when nobody is. */
export async function freshToken(): Promise<string | undefined> {
  try {
    const answer = await fetch("/studio/moi", { headers: { Accept: "application/json" } });
    return ((await answer.json()) as { readonly token?: string }).token;
  } catch {
    return undefined;
  }
}
