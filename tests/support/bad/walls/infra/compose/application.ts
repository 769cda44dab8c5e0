import type { Adapter } from "#adapters/local/adapter";
import { step } from "#pipeline/step";

export const application = (adapter: Adapter) => step(adapter);
