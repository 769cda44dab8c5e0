import type { Facet } from "#core/press/facets";

/** A facet as pages write it. */
export type NamedFacet = {
  readonly facet: Facet;
  readonly name: string;
  readonly path: string;
  /** Set where the words are a story's own, in a language that may not be the page's. */
  readonly own: boolean;
};
