/** How often a line on a terminal is drawn again; faster only costs. */
const drawEveryMs = 100;
const barWidth = 30;

export type ProgressBar = {
  show(what: string, done: number, total: number): void;
  /** Clears the line, so that the outcome stands alone. */
  end(): void;
};

/** A bar on a terminal; on anything else (a file, a job's log) nothing at all. */
export function createProgressBar(stream: NodeJS.WriteStream): ProgressBar {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    show(what, done, total) {
      const now = performance.now();
      if (!stream.isTTY || (now - drawnAt < drawEveryMs && done < total)) return;
      drawnAt = now;
      stream.write(`\r\u001b[K${barLine(what, done, total)}`);
    },
    end() {
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}

/** `stories  ██████░░░░  6,000 / 10,000  60 %` */
function barLine(what: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = `${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
  const count = (value: number) => value.toLocaleString("en");
  return `${what.padEnd(8)} ${bar}  ${count(done)} / ${count(total)}  ${Math.floor(share * 100)} %`;
}
