// fires: only-compose-chooses
import type { Adapter } from "#adapters/local/adapter";

export const handler = (adapter: Adapter) => adapter.read();
