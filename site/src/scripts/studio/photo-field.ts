import { photoBytesMax } from "#core/studio/photo";

/** `<photo-field>`: tells at once that a photograph is too large, before it is sent over a slow network. */
class PhotoField extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    const told = this.querySelector<HTMLElement>("[role=alert]");
    if (input === null || told === null) return;
    input.addEventListener("change", () => {
      const size = input.files?.[0]?.size ?? 0;
      const isTooLarge = size > photoBytesMax;
      told.hidden = !isTooLarge;
      told.textContent = isTooLarge
        ? (this.dataset["told"] ?? "").replace("{size}", String(Math.ceil(size / 1_000_000)))
        : "";
      if (isTooLarge) input.value = "";
    });
  }
}

customElements.define("photo-field", PhotoField);
