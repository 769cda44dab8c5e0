import { turnOf } from "./moments.ts";

/** Lets a finger or a mouse choose a place on the dial; `chosen` tells whether the pointer has come to rest. */
export function pointOnDial(
  dial: HTMLElement,
  choose: (turn: number, chosen: boolean) => void,
): void {
  const turnAt = (event: MouseEvent): number => {
    const { left, top, width, height } = dial.getBoundingClientRect();
    return turnOf(event.clientX - left - width / 2, event.clientY - top - height / 2);
  };
  const onButton = (event: Event) =>
    event.target instanceof Element && event.target.closest("button") !== null;
  dial.addEventListener("click", (event) => {
    if (!onButton(event)) choose(turnAt(event), true);
  });
  // Only a mouse drags: a finger that moves over the dial wants to scroll.
  dial.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && event.buttons === 1 && !onButton(event))
      choose(turnAt(event), false);
  });
}
