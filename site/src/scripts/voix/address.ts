/**
 * Keeps secrets out of the address bar and the history: the token of a link is
 * replaced as soon as its page is shown, and a card's code, which stands behind
 * the # and was sent to nobody, is put where it is typed.
 */
const { clean, forgets } = document.body.dataset;

const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector<HTMLInputElement>("[data-code]");
const isSkipLink = document.getElementById(code) !== null;
if (code !== "" && !isSkipLink) {
  if (field !== null && field.value === "") {
    field.value = code.slice(0, field.maxLength);
    field.closest("form")?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  }
  history.replaceState(null, "", location.pathname + location.search);
}
if (clean !== undefined) history.replaceState(null, "", clean);

/** A page that the browser kept for "back" would show answers to the next person who holds the phone. */
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
if (forgets !== undefined) {
  try {
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
