/** Everything that pages hold, following their cursors to the end. */
export async function allPages<T>(
  read: (
    cursor: string | undefined,
  ) => Promise<{ items: readonly T[]; cursor: string | undefined }>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

/** The cursor as an option, left out where there is none. */
export const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** Texts near a cursor that are none: each character changed, cut short, longer, and others'. */
export const mangled = (cursor: string): readonly string[] => [
  ...Array.from(cursor, (character, index) =>
    [cursor.slice(0, index), character === "A" ? "B" : "A", cursor.slice(index + 1)].join(""),
  ),
  cursor.slice(0, -1),
  `${cursor}A`,
  `${cursor}=`,
  "",
  "no cursor at all",
];
