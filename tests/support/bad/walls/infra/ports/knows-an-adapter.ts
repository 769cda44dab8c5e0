// fires: ports-know-no-adapter
import type { Adapter } from "#adapters/local/adapter";

export type Port = Adapter;
