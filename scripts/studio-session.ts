import { z } from "zod";

/** What a browser of somebody who is signed in sends along, and the token that their forms carry. */
export type StudioSession = {
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
};

/** Opens an invitation into the studio, as the button of its page does. */
export async function signedIn(baseUrl: string, invitation: string): Promise<StudioSession> {
  const own = { "Sec-Fetch-Site": "same-origin" };
  const opened = await fetch(new URL(invitation, baseUrl), {
    method: "POST",
    headers: own,
    redirect: "manual",
  });
  const cookies = opened.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const headers = { ...own, Cookie: cookies.join("; ") };
  const who = await (await fetch(new URL("/studio/moi", baseUrl), { headers })).json();
  return { headers, token: z.object({ token: z.string() }).parse(who).token };
}
