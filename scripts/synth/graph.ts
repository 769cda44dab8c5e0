/** One resource as Pulumi was asked for it: inputs with everything known filled in. */
export type Resource = {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

export type Graph = { readonly stage: string; readonly resources: readonly Resource[] };

/**
 * The graph as it is kept beside the stack: what AWS is asked for, without what
 * changes from one run to the next (names that end in chance, hashes of code) and
 * without the code of the gate, which has tests of its own.
 */
export function settled(graph: Graph): Graph {
  const steady = (text: string) =>
    text.replace(/(paroles-[a-z]+-\w+)-[a-z]{8}\b/g, "$1").replace(/-code-[0-9a-f]{64}/g, "-code");
  const resources = graph.resources
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name, inputs }) => {
      const { code: _code, ...rest } = inputs;
      const kept = type.startsWith("aws:cloudfront/function:") ? rest : inputs;
      return JSON.parse(steady(JSON.stringify({ type, name, inputs: kept }))) as Resource;
    })
    .sort((a, b) => compare(`${a.type} ${a.name}`, `${b.type} ${b.name}`));
  return { stage: graph.stage, resources };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
