/** `<copy-address>`: a button beside an address that puts it on the clipboard; without it the address can be selected. */
class CopyAddress extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    const button = this.querySelector("button");
    const status = this.querySelector('[role="status"]');
    if (!input || !button || !status) return;
    input.addEventListener("focus", () => input.select());
    // Browsers lend the clipboard to pages that came over HTTPS, or from this machine.
    if (navigator.clipboard === undefined) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(input.value).then(
        () => (status.textContent = this.dataset["copied"] ?? ""),
        // Refused: the address is then ready for the reader's own hand.
        () => input.focus(),
      );
    });
  }
}

customElements.define("copy-address", CopyAddress);
