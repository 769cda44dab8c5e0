/** When somebody is asked how they are: months after their story was recorded (issue E; the programme's own rhythm). */
const followUpMonths = [3, 6, 12] as const;

/** The same day so many months later, or the last of a shorter month; days as dates. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10);
}

/** The days on which a story's follow-ups fall due. */
export function followUpDates(
  recordedOn: string,
): readonly { readonly months: number; readonly dueOn: string }[] {
  return followUpMonths.map((months) => ({ months, dueOn: addMonths(recordedOn, months) }));
}
