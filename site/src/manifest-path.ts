/** What a phone reads when the site is put on its home screen. */
export const manifestPath = "/manifest.webmanifest";
