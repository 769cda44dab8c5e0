import { type NoticeLocale, noticeRecordings } from "#core/consent/notice";
import type { PageData } from "#core/press/page-data";
import type { VoixBlock } from "#core/consent/voix-page";
import type { App } from "#pipeline/app";
import { type WebApp, createWebApp } from "../../infra/web/web-app.ts";

export type Screen = Extract<PageData, { kind: "voix-screen" }>;

export type Seen = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirection leads; empty where there is none. */
  readonly location: string;
  screen(): Screen;
};

/** The pages on the real use cases; what is rendered is the data of the page. */
export function webOn(app: App): WebApp {
  return createWebApp({
    app,
    notice: (locale: NoticeLocale) => {
      const { version, hash, words } = app.consent.notice(locale);
      const recordings = new Set(noticeRecordings(words).map(({ file }) => file));
      return { version, hash, words, recordings };
    },
  });
}

/** Somebody with a browser: keeps cookies, sends the fields of forms, follows nothing by itself. */
export function aVisitor(web: WebApp, origin: string, address = "203.0.113.7") {
  const cookies = new Map<string, string>();
  let formToken = "";

  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Seen> => {
    const headers = new Headers({ Accept: "text/html", "Accept-Language": "fr" });
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (method === "POST") headers.set("Sec-Fetch-Site", "same-origin");
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    const response = await web(new Request(`${origin}${path}`, { ...init, method, headers }), {
      address,
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /Max-Age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    const screen = () => JSON.parse(text) as Screen;
    if (response.headers.get("content-type")?.includes("html") === true && text.startsWith("{"))
      formToken = screen().frame.formToken ?? formToken;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get("location") ?? "",
      screen,
    };
  };

  const post = (
    path: string,
    fields: Readonly<Record<string, string>> = {},
    init: RequestInit = {},
  ) => send("POST", path, { body: new URLSearchParams({ jeton: formToken, ...fields }), ...init });

  return {
    cookies,
    send,
    formToken: () => formToken,
    get: (path: string, init: RequestInit = {}) => send("GET", path, init),
    post,
    /** Sends a form and opens the page that the answer leads to. */
    async press(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Seen> {
      const answer = await post(path, fields);
      return answer.location === "" ? answer : send("GET", answer.location);
    },
  };
}
export type Visitor = ReturnType<typeof aVisitor>;

/** The blocks of one kind. */
export function blocksOf<Kind extends VoixBlock["kind"]>(
  screen: Screen,
  kind: Kind,
): readonly Extract<VoixBlock, { kind: Kind }>[] {
  return screen.blocks.filter(
    (block): block is Extract<VoixBlock, { kind: Kind }> => block.kind === kind,
  );
}

/** What a form of a screen sends along without being asked. */
export function hiddenOf(screen: Screen): Readonly<Record<string, string>> {
  const fields = blocksOf(screen, "form").flatMap((form) => form.fields);
  return Object.fromEntries(
    fields.flatMap((field) => (field.kind === "hidden" ? [[field.name, field.value]] : [])),
  );
}
