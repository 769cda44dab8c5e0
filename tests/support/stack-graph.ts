import { readFileSync } from "node:fs";

import type { Graph, Resource } from "../../scripts/synth/graph.ts";

/**
 * What a deployment would make, as `npm run synth` found it: SST's own components
 * evaluated under Pulumi's mocks, and kept in infra/stack/graph.json. The list is
 * read here; the long tests make it anew.
 */
export const kept = JSON.parse(
  readFileSync(new URL("../../infra/stack/graph.json", import.meta.url), "utf8"),
) as Graph & { readonly stack: string };

/** Every resource of a kind, such as `s3/bucket`. */
export const all = (type: string): readonly Resource[] =>
  kept.resources.filter((one) => one.type.startsWith(`aws:${type}:`));

/** The one resource of a kind that has this name; throws where there is none. */
export function named(type: string, name: string): Resource {
  const found = all(type).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
}

/** A part of what AWS is asked for; `any` because each kind of resource has a shape of its own. */
// eslint-disable-next-line typescript/no-explicit-any
export const inputs = (resource: Resource) => resource.inputs as any;

export type Statement = {
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals?: unknown;
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
};

/** What a policy says, one statement after the other; nothing for one that says nothing. */
export function statementsOf(policy: string): readonly Statement[] {
  return (JSON.parse(policy) as { statements?: readonly Statement[] }).statements ?? [];
}
