export type CalendarEvent = {
  /** Stays the same for the same thing to do, so that a changed day moves it. */
  readonly id: string;
  /** A whole day, as a date. */
  readonly on: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
};

/** Writes iCalendar (RFC 5545), which every calendar app subscribes to. The same calendar is the same text. */
export interface CalendarWriter {
  readonly name: string;
  /** The text of one calendar, its events in the order given. */
  write(calendar: { readonly title: string; readonly events: readonly CalendarEvent[] }): string;
}
