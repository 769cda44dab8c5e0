const noBreakSpace = "\u00A0";

/**
 * French typography asks for a space that never breaks before `; : ! ? % » €`,
 * after `«`, and between groups of three digits. Authors type ordinary spaces;
 * this makes the right ones when a French text is shown. Addresses and times
 * (`https://`, `14:30`) have no space to change and stay as they are.
 */
export function frenchSpacing(text: string): string {
  // Most lines of a story have no such place, and a press asks for each of them.
  if (!/ [\d;:!?%»€]|« /.test(text)) return text;
  return text
    .replace(/ (?=[;:!?%»€])/g, noBreakSpace)
    .replace(/(?<=«) /g, noBreakSpace)
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, noBreakSpace);
}
