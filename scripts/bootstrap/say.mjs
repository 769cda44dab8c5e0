/**
 * One line about a step. Always on standard error: standard output belongs to
 * the command that runs afterwards, whose JSON somebody may be piping.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Something the person has to mend; the entry points print its message and exit with status 1. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/**
 * The end of a program's output, for a message about why it failed.
 * @param {string} output
 * @param {number} linesMax
 */
export function lastLines(output, linesMax = 15) {
  return output
    .trimEnd()
    .split("\n")
    .slice(-linesMax)
    .map((line) => `    ${line}`)
    .join("\n");
}
