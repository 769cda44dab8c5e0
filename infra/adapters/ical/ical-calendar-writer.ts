import ical from "ical-generator";
import type { CalendarWriter } from "#ports/calendar-writer";

/** How often apps are asked to look again, in seconds; they do as they please. */
const refreshSeconds = 6 * 3_600;

/** Calendars of one site; `domain` makes the ids of events its own. */
export function createIcalCalendarWriter({ domain }: { readonly domain: string }): CalendarWriter {
  return {
    name: "ical-generator",
    write({ title, events }) {
      const calendar = ical({
        name: title,
        prodId: { company: domain, product: "paroles" },
        ttl: refreshSeconds,
      });
      for (const { id, on, title: summary, description, url } of events) {
        const start = new Date(`${on}T00:00:00.000Z`);
        calendar.createEvent({
          id: `${id}@${domain}`,
          allDay: true,
          start,
          // The moment of writing would make each answer another text.
          stamp: start,
          summary,
          description,
          url,
        });
      }
      return calendar.toString();
    },
  };
}
