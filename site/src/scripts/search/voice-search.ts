/**
 * `<voice-search>`: finds stories, projects and pages while words are typed. The
 * words stand after the `#` of the address, which no browser sends to a server.
 */
import type { Locale } from "#core/press/page-data";
import { type Match, wantedIn } from "#core/search/query";
import type { Words } from "../../i18n/words.ts";
import { findMatches, openMatch } from "./find.ts";
import { indexFiles } from "./index-files.ts";
import { resultItem, type Shown } from "./result.ts";

const shownAtOnce = 10;
/** A pause in typing that is none between letters. */
const pauseMs = 250;

class VoiceSearch extends HTMLElement {
  #connected = false;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const input = this.querySelector("input");
    const results = this.querySelector<HTMLElement>(".search-results");
    const status = this.querySelector<HTMLElement>(".search-status");
    const list = this.querySelector("ol");
    const more = this.querySelector<HTMLButtonElement>(".search-more");
    if (this.#connected || !form || !input || !results || !status || !list || !more) return;
    this.#connected = true;
    connect(this.dataset, { form, input, results, status, list, more });
  }
}

type Parts = {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly results: HTMLElement;
  readonly status: HTMLElement;
  readonly list: HTMLOListElement;
  readonly more: HTMLButtonElement;
};

function connect(data: DOMStringMap, parts: Parts): void {
  const { form, input, results, status, list, more } = parts;
  const years = (data["years"] ?? "").split(" ").filter((year) => year !== "");
  const files = indexFiles(data["pages"] ?? "");
  const said = JSON.parse(data["said"] ?? "{}") as Words["searchSaid"];
  const locale = data["locale"] as Locale;
  let latest = 0;
  let timer = 0;
  let asked = "";

  const tell = (words: string, count: number, query: string) => {
    status.textContent = words.replace("{count}", String(count)).replace("{query}", query);
  };
  /** Shows some more; false when a later search has begun meanwhile. */
  const show = async (matches: readonly Match[], from: number, shown: Shown, turn: number) => {
    const some = matches.slice(from, from + shownAtOnce);
    const opened = await Promise.all(some.map((match) => openMatch(match, files)));
    if (turn !== latest) return false;
    const items = opened.flat().map((found) => resultItem(found, shown));
    if (from === 0) list.replaceChildren(...items);
    else list.append(...items);
    const next = from + shownAtOnce;
    more.hidden = next >= matches.length;
    more.onclick = () => {
      const last = list.lastElementChild;
      void attempt(async () => {
        await show(matches, next, shown, turn);
        // The button may be gone: whoever reads on goes on with what is new.
        last?.nextElementSibling?.querySelector("a")?.focus();
      });
    };
    return true;
  };
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch {
      // Told to the reader; the next try loads anew what failed.
      status.textContent = said.failed;
    }
  };
  const search = (): void => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    latest += 1;
    const turn = latest;
    const wanted = wantedIn(input.value);
    history.replaceState(
      history.state,
      "",
      query === "" ? location.pathname : `#q=${encodeURIComponent(query)}`,
    );
    results.hidden = wanted.length === 0;
    if (wanted.length === 0) return;
    status.textContent = said.searching;
    void attempt(async () => {
      const { matches, whole } = await findMatches(wanted, years, files);
      if (turn !== latest || !(await show(matches, 0, { wanted, locale, said }, turn))) return;
      const found = Math.max(matches.length, list.childElementCount);
      const count = list.childElementCount === 0 ? 0 : found;
      const words =
        count === 0 ? said.none : whole ? (count === 1 ? said.one : said.many) : said.partly;
      tell(words, count, query);
    });
  };
  const searchNow = () => {
    clearTimeout(timer);
    search();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Pressing the button tries again what failed.
    if (status.textContent === said.failed) asked = "";
    searchNow();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(search, pauseMs);
  });
  const readAddress = () => {
    const words = queryOf(location.hash) ?? new URLSearchParams(location.search).get("q");
    if (words !== null && words !== input.value.trim()) input.value = words;
    searchNow();
  };
  addEventListener("hashchange", readAddress);
  readAddress();
}

/** The words after `#q=`, or nothing. */
const queryOf = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#/, "")).get("q");

customElements.define("voice-search", VoiceSearch);
