/** Hands the page to the service worker, which keeps visited stories to be read without a network. */
async function keepForLater(): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  const parts = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/assets/`));
  registration.active?.postMessage({ path: location.pathname, parts });
}

// After the page itself: nobody waits for this.
if ("serviceWorker" in navigator) {
  // A browser that forbids it (a private window) simply keeps nothing.
  const keep = () => void keepForLater().catch(() => undefined);
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
}

// A module, so that its names are its own.
export {};
