import type { PageData } from "#core/press/page-data";
import type { StudioScreen } from "#core/studio/page";
import type { StudioRole } from "#core/studio/person";
import { runJob } from "#pipeline/work";
import { invitePerson } from "#pipeline/studio/people";
import { createStudioApp } from "../../infra/web/studio/studio-app.ts";
import type { WebApp } from "../../infra/web/web-app.ts";
import { consentMeans } from "./consent-means.ts";
import { folders } from "./invited.ts";
import { memoryApp, type MemoryApp } from "./memory-app.ts";
import type { Hook } from "./memory-hook.ts";
import { studioMeans } from "./studio-means.ts";

type StudioPage = Extract<PageData, { kind: "studio" }>;

export type StudioSeen = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirection leads; empty where there is none. */
  readonly location: string;
  page(): StudioPage;
  screen<Name extends StudioScreen["name"]>(name: Name): Extract<StudioScreen, { name: Name }>;
};

/** Somebody with a browser at the studio's door: keeps cookies, sends the form token of the last page. */
export function aStudioVisitor(web: WebApp, origin: string, address = "203.0.113.7") {
  const cookies = new Map<string, string>();
  let formToken = "";
  const send = async (
    method: string,
    path: string,
    init: RequestInit = {},
  ): Promise<StudioSeen> => {
    const headers = new Headers({ Accept: "text/html", "Accept-Language": "fr" });
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (method === "POST") headers.set("Sec-Fetch-Site", "same-origin");
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    const request = new Request(`${origin}${path}`, { ...init, method, headers });
    const response = await web(request, { address });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /Max-Age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    const page = () => JSON.parse(text) as StudioPage;
    if (response.headers.get("content-type")?.includes("html") === true && text !== "")
      // A preview is a page of the public site, which has no frame of the studio's.
      formToken = (page() as Partial<StudioPage>).frame?.formToken ?? formToken;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get("location") ?? "",
      page,
      screen(name) {
        const { screen } = page();
        if (screen.name !== name) throw new Error(`not ${name} but ${screen.name}: ${text}`);
        return screen as ReturnType<StudioSeen["screen"]> as never;
      },
    };
  };
  const post = (path: string, fields: Readonly<Record<string, string>> = {}, init = {}) =>
    send("POST", path, { body: new URLSearchParams({ jeton: formToken, ...fields }), ...init });
  return {
    cookies,
    send,
    formToken: () => formToken,
    get: (path: string, init: RequestInit = {}) => send("GET", path, init),
    post,
    json: (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      send("POST", path, {
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-Jeton": formToken, ...headers },
      }),
    /** Sends a form and opens the page that the answer leads to. */
    async press(path: string, fields: Readonly<Record<string, string>> = {}): Promise<StudioSeen> {
      const answer = await post(path, fields);
      return answer.location === "" ? answer : send("GET", answer.location);
    },
  };
}
export type StudioVisitor = ReturnType<typeof aStudioVisitor>;

/** The studio on the real use cases and stores in memory, with people of every role. */
export async function aStudio(options: { readonly hook?: Hook; readonly origin?: string } = {}) {
  const { hook, origin = "https://paroles.example.org" } = options;
  const memory: MemoryApp = memoryApp(hook);
  const studio = studioMeans();
  const app = { ...memory, origin, workspace: folders, consent: consentMeans(), studio };
  const web = createStudioApp({ app, outbox: { list: async () => [] } });
  const emailOf = (role: StudioRole) => `${role}@example.org`;
  for (const role of ["administrator", "coach", "communications"] as const)
    await invitePerson(app, { email: emailOf(role), name: role, role, language: "fr" });
  studio.mails.length = 0;
  const visitor = (address?: string) => aStudioVisitor(web, origin, address);
  /** What a worker would do now. */
  const work = async () => {
    for (const { job } of memory.queue.waiting.splice(0)) await runJob(app, job);
  };
  /** The digits of the last message. */
  const lastCode = () => studio.mails.at(-1)?.text.match(/^\d{4} \d{4}/)?.[0] ?? "";
  const signIn = async (email: string, who: StudioVisitor = visitor()): Promise<StudioVisitor> => {
    await who.post("/studio/entrer", { email });
    await work();
    const entered = await who.post("/studio/code", { code: lastCode() });
    if (entered.status !== 303) throw new Error(`${email} did not come in: ${entered.text}`);
    await who.get("/studio/compte");
    return who;
  };
  return {
    app,
    web,
    mails: studio.mails,
    visitor,
    work,
    lastCode,
    emailOf,
    signIn,
    as: (role: StudioRole) => signIn(emailOf(role)),
  };
}
