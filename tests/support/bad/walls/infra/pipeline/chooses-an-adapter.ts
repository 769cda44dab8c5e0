// fires: pipeline-knows-no-vendor
import type { Adapter } from "#adapters/local/adapter";

export type Step = { readonly adapter: Adapter };
