import { openSecret } from "#pipeline/participant/open-secret";
import { closeSession } from "#pipeline/participant/session-records";
import { seeOther } from "./answers.ts";
import { type Desk, field, type HereWithForm, type WebContext } from "./desk.ts";
import { problemOf, problemQuery } from "./problems.ts";

/** An answer to another address, or the one given, with the cookies that were set on the way. */
export function withCookies(
  context: WebContext,
  answer: string | Response,
  set: () => void,
): Response {
  set();
  const response = typeof answer === "string" ? seeOther(answer) : answer;
  for (const cookie of context.res.headers.getSetCookie())
    response.headers.append("Set-Cookie", cookie);
  return response;
}

/**
 * Acts with the code that a form carries, which opens a session of its own in
 * place of this one; without a code, in this session. A code of somebody else,
 * or of another story, is no right one.
 */
export async function withCode(
  desk: Desk,
  here: HereWithForm,
  backTo: string,
  act: (now: HereWithForm) => Promise<string | Response>,
): Promise<string | Response> {
  const code = field(here.form, "code");
  if (code === "") return act(here);
  const { app, cookies } = desk;
  const { context, form } = here;
  const opened = await openSecret(app, { typed: code, clientHash: desk.clientHash(context) });
  if (!opened.opened)
    return `${backTo}?${problemQuery([opened.refused === "wait" ? "wrong-code" : opened.refused])}`;
  const { session, token } = opened;
  const isSame =
    session.episodeId === here.session.episodeId &&
    session.speakerId === here.session.speakerId &&
    session.signatoryId === here.session.signatoryId;
  if (!isSame) {
    await closeSession(app, token);
    return `${backTo}?${problemQuery(["wrong-code"])}`;
  }
  await closeSession(app, here.token);
  let answer: string | Response;
  try {
    answer = await act({ ...desk.hereOf(context, session, token), form });
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    answer = `${backTo}?${problemQuery(problem)}`;
  }
  return withCookies(context, answer, () => cookies.keepSession(context, token));
}
