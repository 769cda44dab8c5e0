/**
 * Ports in memory, for tests of the order of things: thousands of runs a
 * second, and a hook before every call, where a test can crash the process or
 * let another one go first. They keep to the order of things; limits and cursors
 * are for the real adapters, which the contract suites hold to every rule.
 */
export type Hook = (call: string) => Promise<void>;
export const noHook: Hook = async () => undefined;
