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
  addEventListener("load", () => {
    // A browser that forbids it (a private window) simply keeps nothing.
    keepForLater().catch(() => undefined);
  });
}

// A module, so that its names are its own.
export {};
