/** Languages in which the system speaks to those who work with it. */
export type MessageLocale = "fr" | "en";

/** Words in each of them. */
export type Message = Readonly<Record<MessageLocale, string>>;
