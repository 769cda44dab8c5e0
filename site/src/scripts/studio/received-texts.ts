import { forgetKept, keptPlaces, readKept } from "./kept-here.ts";

const beginning = "formulaire-";
/** The field by which a form tells what its text is called here. */
export const keptNameField = "brouillon";

export const formPlace = (person: string, path: string): string => `${beginning}${person}-${path}`;

/** The address names a text that the server has now: this browser need not keep it any longer. */
export function forgetReceived(): void {
  const received = new URLSearchParams(location.search).get("recu");
  if (received === null) return;
  for (const place of keptPlaces(beginning))
    if (readKept<{ readonly name?: string }>(place)?.name === received) forgetKept(place);
}

forgetReceived();
