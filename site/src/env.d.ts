declare namespace App {
  interface Locals {
    /** Everything that the page shows, from whoever renders it. */
    page: import("#core/press/page-data").PageData;
    /** The error that kept the page from being rendered. */
    failure?: unknown;
  }
}
