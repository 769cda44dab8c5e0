/** The largest photograph that is taken in; a phone's own pictures weigh a quarter of it. */
export const photoBytesMax = 20_000_000;
/** As wide or high as a page shows a picture on a sharp screen. */
export const photoSidePx = 1_200;

/** The name of a photograph that the studio took in: made of what is in it, never of what it was called. */
export const studioPhotoName = (sha256: string) => `${sha256.slice(0, 32)}.jpg`;
/** Whether a name is one that the studio gave. */
export const isStudioPhoto = (name: string): boolean => /^[0-9a-f]{32}\.jpg$/.test(name);
