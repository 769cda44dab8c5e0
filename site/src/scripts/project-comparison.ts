/** Narrows the table of all projects to the two or three that the address names (`?fiches=audace,focale`). */
class ProjectComparison extends HTMLElement {
  connectedCallback(): void {
    const selects = [...this.querySelectorAll("select")];
    const cells = [...this.querySelectorAll<HTMLElement>("table [data-project]")];
    const hint = this.querySelector<HTMLElement>("[data-hint]");
    const slugs = new Set(cells.map(({ dataset }) => dataset["project"] ?? ""));

    const readAddress = () => {
      const named = (new URLSearchParams(location.search).get("fiches") ?? "").split(",");
      const known = [...new Set(named)].filter((slug) => slugs.has(slug));
      for (const [place, select] of selects.entries()) select.value = known[place] ?? "";
    };
    const show = () => {
      const picked = new Set(selects.map(({ value }) => value).filter((value) => value !== ""));
      for (const cell of cells)
        cell.hidden = picked.size > 0 && !picked.has(cell.dataset["project"] ?? "");
      for (const select of selects)
        for (const option of select.options)
          option.disabled = option.value !== "" && picked.has(option.value) && !option.selected;
      this.dataset["columns"] = picked.size === 0 ? "all" : String(picked.size);
      if (hint !== null) hint.hidden = picked.size > 0;
    };
    this.addEventListener("change", () => {
      const address = new URL(location.href);
      const picked = selects.map(({ value }) => value).filter((value) => value !== "");
      address.search = picked.length === 0 ? "" : `?fiches=${picked.join(",")}`;
      history.replaceState(history.state, "", address);
      show();
    });
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => {
      readAddress();
      show();
    });
    readAddress();
    show();
    delete this.dataset["waits"];
  }
}

customElements.define("project-comparison", ProjectComparison);

export {};
