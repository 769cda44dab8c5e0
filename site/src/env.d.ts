declare namespace App {
  interface Locals {
    /** Everything that the page shows, from whoever renders it. */
    page: import("./page-of.ts").AnyPage;
    /** What is filled in after the page was rendered, by the name of its hole (later.ts). */
    later: Record<string, readonly string[]>;
    /** The error that kept the page from being rendered. */
    failure?: unknown;
  }
}

/** Names of the pictures of project cards that can be shown, from site/press/content-report.ts. */
declare module "virtual:pictures" {
  const names: readonly string[];
  export default names;
}
