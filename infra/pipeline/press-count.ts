/** What a press did with the files that it looked at. */
export type PressCount = { created: number; replaced: number; unchanged: number; deleted: number };

export const nothingPressed = (): PressCount => ({
  created: 0,
  replaced: 0,
  unchanged: 0,
  deleted: 0,
});
