import type { Target } from "#core/target";

export interface Port {
  read(): Promise<Target>;
}
