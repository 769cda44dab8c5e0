import type { StudioArea } from "#core/studio/access";
import type { StudioNotice } from "#core/studio/page";
import type { StudioRole } from "#core/studio/person";
import type { EditingWords } from "./editing-words-fr.ts";
import type { KitWords, ProjectStudioWords } from "./project-words-fr.ts";
import type { RunningWords } from "./running-words-fr.ts";
import type { ShowWords } from "./show-words-fr.ts";
import type { StoryWords } from "./story-words-fr.ts";
import type { StaffSession } from "#core/studio/sign-in";

type Named<Keys extends string> = Readonly<Record<Keys, string>>;
type With = (value: string) => string;

/** Everything that the studio says, once for each language. */
export type StudioWords = Named<
  "studio" | "skipToContent" | "menu" | "language" | "signOut" | "site"
> & {
  readonly areas: Named<StudioArea>;
  readonly roles: Named<StudioRole>;
  readonly notices: Named<StudioNotice>;
  readonly signIn: Named<
    | "title"
    | "lead"
    | "email"
    | "sendCode"
    | "or"
    | "passkey"
    | "passkeyFailed"
    | "outbox"
    | "outboxHint"
    | "private"
    | "toSite"
    | "toVoix"
  >;
  readonly code: Named<"title" | "lead" | "field" | "enter" | "again">;
  readonly invitation: Named<"lead" | "enter" | "overTitle" | "over" | "askCode"> & {
    readonly title: With;
  };
  readonly outbox: Named<"title" | "lead" | "none" | "reload"> & { readonly to: With };
  readonly account: AccountWords;
  readonly stories: StoryWords;
  readonly editing: EditingWords;
  readonly projects: ProjectStudioWords;
  readonly kit: KitWords;
  readonly running: RunningWords;
  readonly shows: ShowWords;
  /** Texts that the browser keeps until the server has them. */
  readonly kept: Named<"offer" | "take" | "drop" | "offline" | "full">;
  readonly refused: Named<
    "problem" | "notHere" | "notHereText" | "notAllowed" | "notAllowedText" | "back" | "home"
  >;
};

type AccountWords = Named<
  | "title"
  | "name"
  | "save"
  | "passkeys"
  | "passkeysLead"
  | "addPasskey"
  | "passkeyFailed"
  | "noPasskey"
  | "remove"
  | "sessions"
  | "sessionsLead"
  | "thisOne"
  | "unknownDevice"
  | "close"
  | "closeOthers"
> & {
  readonly addedOn: With;
  readonly usedOn: With;
  readonly removePasskey: With;
  readonly seenOn: With;
  readonly how: Named<StaffSession["how"]>;
  readonly closeSession: With;
};
