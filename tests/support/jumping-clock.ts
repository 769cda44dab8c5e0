/**
 * Lets the clock of a whole process jump, forth and back, as that of a machine without
 * a battery does, or of one whose owner sets it by hand: loaded before the program
 * (`node --import`), with the seed in PAROLES_TEST_CLOCK. Mostly by hours, then by days.
 */
import { seededRandom } from "./scheduler.ts";

const random = seededRandom(-Number(process.env["PAROLES_TEST_CLOCK"]));
const jumpEveryMs = 40;
const hourMs = 3_600_000;
const hoursMax = [2, 26, 72, 40 * 24];

const Real = Date;
let offsetMs = 0;
const jump = () => {
  const hours = hoursMax[Math.floor(random() * hoursMax.length)] ?? 0;
  offsetMs = Math.round((random() * 2 - 1) * hours * hourMs);
};
jump();
setInterval(jump, jumpEveryMs).unref();

globalThis.Date = class extends Real {
  constructor(...args: [] | [number | string]) {
    if (args.length === 0) super(Real.now() + offsetMs);
    else super(...args);
  }
  static override now = () => Real.now() + offsetMs;
} as DateConstructor;
