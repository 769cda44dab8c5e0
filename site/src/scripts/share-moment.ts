import { clockTime } from "../format/clock-time.ts";
import { momentAddress } from "./moments.ts";
import type { PlayerParts } from "./player-parts.ts";

/** Copies the address of a moment; where copying is not allowed it is shown, ready to be copied by hand. */
export async function shareMoment(
  { status, link, said }: PlayerParts,
  place: number,
): Promise<void> {
  const address = momentAddress(location.origin, said("story"), place);
  try {
    await navigator.clipboard.writeText(address);
    status.textContent = said("copied").replace("{time}", clockTime(place));
  } catch {
    const label = link.closest("label");
    if (label !== null) label.hidden = false;
    link.value = address;
    link.select();
  }
}
