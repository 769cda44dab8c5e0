/** Reads a sentence aloud in its place, one at a time; a second touch stops it. */
let playing: { readonly link: HTMLAnchorElement; readonly sound: HTMLAudioElement } | undefined;

const labelOf = (link: HTMLAnchorElement) => link.querySelector<HTMLElement>("[data-label]");

function stop(): void {
  if (playing === undefined) return;
  const { link, sound } = playing;
  playing = undefined;
  sound.pause();
  link.removeAttribute("data-playing");
  const label = labelOf(link);
  if (label !== null) label.textContent = link.dataset["readLabel"] ?? label.textContent;
}

function play(link: HTMLAnchorElement): void {
  // A recording of the person and a voice that reads must not talk over each other.
  for (const other of document.querySelectorAll("audio")) other.pause();
  const sound = new Audio(link.href);
  playing = { link, sound };
  link.setAttribute("data-playing", "");
  const label = labelOf(link);
  if (label !== null) {
    link.dataset["readLabel"] ??= label.textContent ?? "";
    label.textContent = link.dataset["stop"] ?? "";
  }
  const ended = () => {
    if (playing?.sound === sound) stop();
  };
  sound.addEventListener("ended", ended);
  sound.addEventListener("error", ended);
  sound.play().catch(ended);
}

for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-read-aloud]")) {
  link.setAttribute("role", "button");
  const toggle = (event: Event) => {
    event.preventDefault();
    const isThis = playing?.link === link;
    stop();
    if (!isThis) play(link);
  };
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
}
