import { z } from "zod";
import { type ConsentPolicy, demonstrationPolicy } from "#core/consent/slot";
import { AppError } from "#core/errors";
import { consentPolicyOf, consentPolicyVariables } from "./consent-policy.ts";
import { localTranscribers } from "./programs.ts";

const PortSchema = z.coerce.number().int().min(0).max(65_535);

/** Every variable that the embedded installation reads; .env.example says what each is for. */
const EnvironmentSchema = z.object({
  PORT: PortSchema.default(4321),
  PAROLES_DATA: z.string().min(1).default(".data"),
  PAROLES_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  PAROLES_WEBSUB_HUB: z.url({ protocol: /^https?$/ }).optional(),
  PAROLES_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  PAROLES_MAIL_FROM: z.string().min(3).optional(),
  ...consentPolicyVariables(demonstrationPolicy),
  PAROLES_LOG: z.enum(["info", "warn", "error"]).default("warn"),
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  ESPEAK_PATH: z.string().optional(),
  PAROLES_TRANSCRIBERS: z
    .string()
    .transform((list) => list.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(localTranscribers)).min(1))
    .optional(),
  PAROLES_WHISPER_MODEL: z.string().optional(),
  PAROLES_MODEL_HUB: z.url({ protocol: /^https?$/ }).optional(),
  PATH: z.string().optional(),
});

export type LocalConfig = {
  readonly port: number;
  readonly dataFolder: string;
  /** Absent when the person who runs it named none. */
  readonly origin: string | undefined;
  /** The WebSub hub that is told of changed feeds; absent where none is to be told. */
  readonly hubUrl: string | undefined;
  /** The server that messages to the team go through; absent where they stay on this machine. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** How long a yes waits for its confirmation, and how long a withdrawal can be taken back. */
  readonly consentPolicy: ConsentPolicy;
  readonly logLevel: "info" | "warn" | "error";
  /** Which engines look for words, in order; absent for the usual order. */
  readonly transcribers: readonly (typeof localTranscribers)[number][] | undefined;
  /** The variables that programs are looked up with, as they were given. */
  readonly programs: Readonly<Record<string, string | undefined>>;
};

/** Checks the environment once, at the start; `bad-configuration` lists every problem. An empty variable counts as unset. */
export function readLocalConfig(environment: NodeJS.ProcessEnv): LocalConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = EnvironmentSchema.safeParse(set);
  if (!result.success) {
    const problems = result.error.issues
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ");
    throw new AppError("bad-configuration", { params: { problems } });
  }
  const { PORT, PAROLES_DATA, PAROLES_ORIGIN, PAROLES_LOG, PAROLES_WEBSUB_HUB, ...others } =
    result.data;
  const { PAROLES_SMTP_URL: url, PAROLES_MAIL_FROM: from, ...more } = others;
  const { PAROLES_COOLING_OFF_HOURS: _hours, PAROLES_UNDO_DAYS: _days, ...rest } = more;
  const { PAROLES_TRANSCRIBERS: transcribers, ...programs } = rest;
  if ((url === undefined) !== (from === undefined)) {
    const problems = "PAROLES_SMTP_URL, PAROLES_MAIL_FROM: set both or none";
    throw new AppError("bad-configuration", { params: { problems } });
  }
  return {
    port: PORT,
    dataFolder: PAROLES_DATA,
    origin: PAROLES_ORIGIN,
    hubUrl: PAROLES_WEBSUB_HUB,
    mail: url === undefined || from === undefined ? undefined : { url, from },
    consentPolicy: consentPolicyOf(result.data),
    logLevel: PAROLES_LOG,
    transcribers,
    programs,
  };
}
