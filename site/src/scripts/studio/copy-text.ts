/** `<copy-text>`: puts the text of its field on the clipboard; without one the field is there to copy from. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const field = this.querySelector("textarea");
    const said = this.querySelector("[role=status]");
    if (button === null || field === null || said === null || !("clipboard" in navigator)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(field.value).then(
        () => (said.textContent = this.dataset["copied"] ?? ""),
        // Not allowed here: the text is marked, so that the keyboard can copy it.
        () => field.select(),
      );
    });
  }
}

customElements.define("copy-text", CopyText);
