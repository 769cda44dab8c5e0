import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

/** Signs in with a passkey, or adds one; the button is there only where the browser knows how. */
class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    if (!browserSupportsWebAuthn()) return;
    this.hidden = false;
    const button = this.querySelector("button");
    button?.addEventListener("click", () => {
      button.disabled = true;
      this.#say(true);
      const work = this.dataset["do"] === "add" ? this.#add() : this.#signIn();
      work
        .catch(() => this.#say(false))
        .finally(() => {
          button.disabled = false;
        });
    });
  }

  #say(isWell: boolean): void {
    const failed = this.querySelector<HTMLElement>("[role=alert]");
    if (failed !== null) failed.hidden = isWell;
  }

  async #signIn(): Promise<void> {
    const optionsJSON =
      await this.#send<Parameters<typeof startAuthentication>[0]["optionsJSON"]>(
        "/studio/cle/essai",
      );
    await this.#send("/studio/cle/entrer", await startAuthentication({ optionsJSON }));
    location.assign(this.dataset["next"] ?? "/studio");
  }

  async #add(): Promise<void> {
    const optionsJSON = await this.#send<Parameters<typeof startRegistration>[0]["optionsJSON"]>(
      "/studio/compte/cle/demande",
    );
    await this.#send("/studio/compte/cle", await startRegistration({ optionsJSON }));
    location.assign("/studio/compte?m=passkey-added");
  }

  async #send<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Jeton": this.dataset["token"] ?? "",
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the studio answered ${answer.status}`);
    return (await answer.json()) as Answer;
  }
}

if (!customElements.get("passkey-button")) customElements.define("passkey-button", PasskeyButton);
