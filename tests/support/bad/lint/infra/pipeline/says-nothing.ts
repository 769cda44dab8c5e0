export function silent() {} // fires: paroles/docblock
export const arrow = () => 1; // fires: paroles/docblock
// A remark is no promise.
export async function remarked() {} // fires: paroles/docblock

/** Says what it promises. */
export function told() {}
export const amount = 1;
export type Shape = { readonly of: () => void };
