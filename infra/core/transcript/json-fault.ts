/** The next token of JSON, after any white space. */
const token =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

type Wanted = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end";

const closerOf: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** What may follow, or undefined where the token does not belong. `open` holds the brackets that are open. */
function step(
  wanted: Wanted,
  mark: string | undefined,
  isText: boolean,
  open: string[],
): Wanted | undefined {
  const inside = open.at(-1);
  if (mark === "}" || mark === "]") {
    const mayEnd =
      wanted === "comma or end" || wanted === (mark === "}" ? "key or end" : "value or end");
    if (!mayEnd || inside === undefined || closerOf[inside] !== mark) return undefined;
    open.pop();
    return "comma or end";
  }
  if (wanted === "colon") return mark === ":" ? "value" : undefined;
  if (wanted === "comma or end") {
    if (mark !== "," || inside === undefined) return undefined;
    return inside === "{" ? "key" : "value";
  }
  if (wanted === "key" || wanted === "key or end") return isText ? "colon" : undefined;
  if (mark === undefined) return "comma or end";
  if (mark !== "{" && mark !== "[") return undefined;
  open.push(mark);
  return mark === "{" ? "key or end" : "value or end";
}

/**
 * Index of the first character that makes a text no JSON; its length where it
 * breaks off. For texts that `JSON.parse` has refused: its own message names a
 * place only for some mistakes.
 */
export function findJsonFault(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    const next: Wanted | undefined =
      match === null ? undefined : step(wanted, match[1], match[2] !== undefined, open);
    if (match === null || next === undefined)
      return at + (/^[ \t\n\r]*/u.exec(text.slice(at))?.[0].length ?? 0);
    wanted = next;
    at += match[0].length;
  }
}
