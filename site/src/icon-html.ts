/** The few signs of the player and of searching; each button has its words as well. */
const shapes = {
  play: "M8 4.6v14.8c0 .8.9 1.3 1.6.9l11.4-7.4a1 1 0 0 0 0-1.8L9.6 3.7C8.9 3.3 8 3.8 8 4.6Z",
  pause: "M7 4h3.2v16H7zM13.8 4H17v16h-3.2z",
  link: "M10.6 13.4a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.1 1.1 1.4 1.4 1.1-1.1a2 2 0 0 1 2.9 2.9l-3 3a2 2 0 0 1-2.9 0zm2.8-2.8a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.1-1.1-1.4-1.4-1.1 1.1a2 2 0 0 1-2.9-2.9l3-3a2 2 0 0 1 2.9 0z",
  search:
    "M10.5 3a7.5 7.5 0 0 1 5.9 12.1l4.2 4.2a1 1 0 0 1-1.4 1.4l-4.2-4.2A7.5 7.5 0 1 1 10.5 3Zm0 2.2a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.6Z",
} as const;

export type IconName = keyof typeof shapes;

export const iconHtml = (name: IconName): string =>
  '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" focusable="false">' +
  `<path d="${shapes[name]}"></path></svg>`;
