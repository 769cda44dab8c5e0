/** Scratch space for programs that need files. */
export interface Workspace {
  /** Gives an empty folder to `work` and removes it afterwards, whatever happened; after a crash, with the next use. */
  withFolder<T>(work: (folder: string) => Promise<T>): Promise<T>;
}
