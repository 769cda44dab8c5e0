/** A browser without scripts, in small: keeps cookies, follows redirections, sends the form of the page that it has open. */
export function aBrowser(origin: string) {
  const cookies = new Map<string, string>();
  let page = { path: "/", text: "" };

  const load = async (path: string, init: RequestInit = {}): Promise<string> => {
    const headers = new Headers(init.headers);
    headers.set("Accept", "text/html");
    headers.set("Accept-Language", "fr");
    headers.set("Sec-Fetch-Site", "same-origin");
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(new URL(path, origin), { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /Max-Age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null) return load(location);
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${path} answered ${response.status}`);
    page = { path, text };
    return text;
  };

  return {
    open: (path: string) => load(path),
    /** Sends the first form of the page that goes to such an address, with its hidden fields and those given. */
    submit(action: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
      const forms = [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
        .map(([, attributes = "", inside = ""]) => ({ attributes, inside }))
        .filter(({ attributes }) => /method="post"/i.test(attributes))
        .filter(({ attributes }) => attribute(attributes, "action").startsWith(action));
      const form = forms[0];
      if (form === undefined) throw new Error(`no form on ${page.path}`);
      const hidden = [...form.inside.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(
        ([input]) => [attribute(input, "name"), attribute(input, "value")] as const,
      );
      const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
      return load(attribute(form.attributes, "action") || page.path, { method: "POST", body });
    },
  };
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? "";
