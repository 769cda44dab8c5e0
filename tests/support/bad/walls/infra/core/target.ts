export type Target = { readonly name: string };
