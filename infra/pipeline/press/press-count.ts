/** What a press did to the files of the public store. */
export type PressCount = { created: number; replaced: number; unchanged: number; deleted: number };

/** The count of a press that has not begun. */
export const nothingPressed = (): PressCount => ({
  created: 0,
  replaced: 0,
  unchanged: 0,
  deleted: 0,
});
