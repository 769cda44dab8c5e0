/** The value of a card's field in lines that can be compared by eye; lists one entry a line, parts after their names. */
export function fieldLines(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== "object")) return [value.map(String).join(", ")];
    return value.map((one) => `• ${fieldLines(one).join(" ; ")}`);
  }
  if (typeof value === "object")
    return Object.entries(value).flatMap(([name, part]) =>
      fieldLines(part).map((line) => (name === "text" ? line : `${name} : ${line}`)),
    );
  return String(value)
    .split("\n")
    .filter((line) => line !== "");
}
