import { home } from "../journey.ts";
import { lines, type ScreenContent, type Visit } from "../visit.ts";

/** Rights, and who to ask (GDPR 13(2), 77). */
export function rightsScreen(
  { say }: Visit,
  controller: { readonly name: string; readonly email: string; readonly postalAddress: string },
): ScreenContent {
  const { email, postalAddress: address } = controller;
  return {
    head: say.line("buttons", "help"),
    blocks: [
      lines([
        ...say.lines("understanding", "help"),
        say.line("who", "controller", { controller: controller.name }),
        say.line("who", "contact", { email, address }),
        ...say.lines("who", "basis", "proof", "proof-time"),
      ]),
      lines(
        say.lines(
          "rights",
          "access",
          "copy",
          "correct",
          "erase",
          "pause",
          "withdraw",
          "before",
          "answer-time",
          "complaint",
        ),
      ),
    ],
    back: home,
  };
}
