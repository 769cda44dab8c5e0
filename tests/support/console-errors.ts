/**
 * An error that is only printed is an error that nobody handles: a test during
 * which console.error is called unexpectedly fails. A test that expects it
 * replaces it (`vi.spyOn(console, "error").mockImplementation(…)`) and looks.
 */
import { afterEach } from "vitest";

const unexpected: string[] = [];
const print = console.error.bind(console);

console.error = (...words: unknown[]) => {
  unexpected.push(words.map(String).join(" "));
  print(...words);
};

afterEach(() => {
  const calls = unexpected.splice(0);
  if (calls.length > 0) throw new Error(`console.error was called: ${calls.join("\n")}`);
});
