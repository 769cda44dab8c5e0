/**
 * An error that is only printed is an error that nobody handles: a test during
 * which console.error is called unexpectedly fails. A test that expects it
 * replaces it (`vi.spyOn(console, "error").mockImplementation(…)`) and looks.
 */
import { afterEach } from "vitest";

const unexpected: string[] = [];
/** What prints; unit tests share their process, and the file before has put this in its place already. */
type Watched = typeof console.error & { readonly print?: typeof console.error };
const { print = console.error.bind(console) }: Watched = console.error;

const watched = (...words: unknown[]) => {
  unexpected.push(words.map(String).join(" "));
  print(...words);
};
console.error = Object.assign(watched, { print }) satisfies Watched;

afterEach(() => {
  const calls = unexpected.splice(0);
  if (calls.length > 0) throw new Error(`console.error was called: ${calls.join("\n")}`);
});
