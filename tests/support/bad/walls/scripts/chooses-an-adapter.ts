// fires: only-compose-chooses
import type { Adapter } from "#adapters/local/adapter";

export const run = (adapter: Adapter) => adapter.read();
