// fires: web-knows-no-adapter
import { adapter } from "../adapters/local/adapter.ts";

export const page = adapter;
