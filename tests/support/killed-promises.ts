/** What an installation has promised to people, as the lines of its drivers tell. */
import { z } from "zod";
import { type Line } from "./killed-acts.ts";

/** What was answered, and so must hold: by story. A story whose last act got no answer is in neither. */
export type Promised = {
  readonly kept: Set<string>;
  readonly open: Set<string>;
  readonly closed: Set<string>;
  readonly erased: Set<string>;
};
export const nothingPromised = (): Promised => ({
  kept: new Set(),
  open: new Set(),
  closed: new Set(),
  erased: new Set(),
});

/** Notes what the lines of a driver promise. A yes without an answer may or may not stand; so may a no. */
export function promise(promised: Promised, lines: readonly Line[]): void {
  for (const { kind, what, id, status } of lines) {
    if (id === undefined) continue;
    if (what === "upload" && kind === "done") promised.kept.add(id);
    if (kind === "begins" && what !== "upload") {
      promised.open.delete(id);
      // A new yes may open it again; whatever else begins, closed stays closed.
      if (what === "grant") promised.closed.delete(id);
    }
    if (kind !== "done") continue;
    if (what === "grant" && status === "publishable") promised.open.add(id);
    if (what === "withdraw" || what === "erase") promised.closed.add(id);
    if (what === "erase") promised.erased.add(id);
  }
}

const names = ["kept", "open", "closed", "erased"] as const;
const WrittenSchema = z.record(z.enum(names), z.array(z.string()));

/** In one argument of a program, and back. */
export const written = (promised: Promised): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, [...promised[name]]])));

export function readPromised(text: string): Promised {
  const { kept, open, closed, erased } = WrittenSchema.parse(JSON.parse(text));
  return {
    kept: new Set(kept),
    open: new Set(open),
    closed: new Set(closed),
    erased: new Set(erased),
  };
}
