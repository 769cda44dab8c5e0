/**
 * Filters and sorts the cards that the page already has. What is chosen stands
 * in the address, so that a list can be shared and the way back leads to it.
 */
const facets = ["vague", "region", "public", "theme"] as const;
const compareMax = 3;

type Card = { readonly item: HTMLElement; readonly data: DOMStringMap };

/** Each order puts equal cards in the order of the call. */
const orders: Readonly<Record<string, (a: Card, b: Card) => number>> = {
  titre: (a, b) =>
    (a.data["title"] ?? "").localeCompare(b.data["title"] ?? "", document.documentElement.lang, {
      numeric: true,
    }),
  personnes: (a, b) => Number(b.data["people"]) - Number(a.data["people"]),
  duree: (a, b) => Number(a.data["months"]) - Number(b.data["months"]),
};

const fill = (words: string, values: Readonly<Record<string, number>>) =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

class ProjectFilter extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    const list = this.querySelector<HTMLElement>(".project-list");
    if (form === null || list === null) return;
    const cards = [...list.children].flatMap((item): Card[] => {
      const article = item.querySelector<HTMLElement>("[data-project]");
      return item instanceof HTMLElement && article !== null
        ? [{ item, data: article.dataset }]
        : [];
    });
    const selects = [...form.querySelectorAll("select")];
    const chosen = (facet: string) => selects.find(({ name }) => name === facet)?.value ?? "";
    const fits = (card: Card, without = "") =>
      facets.every((facet) => {
        const key = facet === without ? "" : chosen(facet);
        return key === "" || (card.data[facet] ?? "").split(" ").includes(key);
      });

    const readAddress = () => {
      const address = new URLSearchParams(location.search);
      for (const select of selects) {
        select.value = address.get(select.name) ?? "";
        // A key that no card has: the whole list is more use than an empty one.
        if (select.selectedIndex < 0) select.value = "";
      }
    };
    const writeAddress = () => {
      const address = new URL(location.href);
      for (const { name, value } of selects) {
        if (value === "") address.searchParams.delete(name);
        else address.searchParams.set(name, value);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    };
    /** Each choice says how many cards it would leave, given the others. */
    const countChoices = () => {
      for (const select of selects) {
        const facet = facets.find((name) => name === select.name);
        if (facet === undefined) continue;
        const open = cards.filter((card) => fits(card, facet));
        for (const option of select.options) {
          const label = option.dataset["label"];
          if (label === undefined) continue;
          const count = open.filter(({ data }) =>
            (data[facet] ?? "").split(" ").includes(option.value),
          ).length;
          option.text = `${label} (${count})`;
          option.disabled = count === 0 && !option.selected;
        }
      }
    };
    const show = () => {
      const shown = cards.filter((card) => fits(card));
      for (const card of cards) card.item.hidden = !shown.includes(card);
      const order = orders[chosen("tri")];
      list.append(...(order === undefined ? cards : cards.toSorted(order)).map(({ item }) => item));
      countChoices();
      this.say(
        "[data-status]",
        fill(this.dataset["shown"] ?? "", { shown: shown.length, all: cards.length }),
      );
      this.showIf("[data-none]", shown.length === 0);
      this.showIf(
        "[data-clear]",
        selects.some(({ value }) => value !== ""),
      );
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      writeAddress();
      show();
    });
    this.querySelector("[data-clear]")?.addEventListener("click", () => {
      for (const select of selects) select.value = "";
      writeAddress();
      show();
      selects[0]?.focus();
    });
    addEventListener("popstate", () => {
      readAddress();
      show();
    });
    // From the browser's memory the page comes back as it was left, from the net as the address says.
    readAddress();
    if (selects.some(({ value }) => value !== "")) show();
    this.offerComparison();
  }

  /** Two or three cards can be put side by side. */
  private offerComparison(): void {
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[name="fiches"]')];
    const link = this.querySelector<HTMLAnchorElement>("[data-compare]");
    if (link === null) return;
    const page = link.pathname;
    const update = () => {
      const picked = boxes.filter(({ checked }) => checked);
      this.showIf("[data-bar]", picked.length > 0);
      this.say(
        "[data-picked-status]",
        fill(this.dataset["picked"] ?? "", { count: picked.length }),
      );
      for (const box of boxes) box.disabled = picked.length >= compareMax && !box.checked;
      link.hidden = picked.length < 2;
      link.href = `${page}?fiches=${picked.map(({ value }) => value).join(",")}`;
    };
    for (const box of boxes) box.addEventListener("change", update);
    addEventListener("pageshow", update);
  }

  private say(selector: string, text: string): void {
    const place = this.querySelector(selector);
    if (place !== null && place.textContent !== text) place.textContent = text;
  }

  private showIf(selector: string, condition: boolean): void {
    const place = this.querySelector<HTMLElement>(selector);
    if (place !== null) place.hidden = !condition;
  }
}

customElements.define("project-filter", ProjectFilter);

export {};
