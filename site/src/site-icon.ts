/**
 * The sign of the site as an address that needs no request: a browser asks for an
 * icon while the first words are still on their way, once for each page.
 */
import svg from "../public/favicon.svg?raw";

const escapes: Readonly<Record<string, string>> = {
  '"': "'",
  "#": "%23",
  "%": "%25",
  "<": "%3C",
  ">": "%3E",
  " ": "%20",
};

export const siteIcon = `data:image/svg+xml,${svg.trim().replace(/["#%<> ]/g, (sign) => escapes[sign] ?? sign)}`;
