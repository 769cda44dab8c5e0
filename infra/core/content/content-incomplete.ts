import { AppError } from "../errors.ts";
import type { ContentProblem } from "./check.ts";

/** What keeps a card from being published, or a show from being saved, by field. */
export class ContentIncompleteError extends AppError {
  override readonly name = "ContentIncompleteError";
  readonly problems: readonly ContentProblem[];
  constructor(code: "project-incomplete" | "show-incomplete", problems: readonly ContentProblem[]) {
    super(code, { params: { count: problems.length } });
    this.problems = problems;
  }
}
