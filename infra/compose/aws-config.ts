import { z } from "zod";
import { prices } from "#core/monthly-cost";
import { deploymentPolicy } from "#core/consent/slot";
import { AppError } from "#core/errors";
import { consentPolicyVariables } from "./consent-policy.ts";

const Name = z.string().min(1);

/**
 * Every variable that infra/stack gives the functions. Region, credentials and
 * endpoints (AWS_ENDPOINT_URL_…) are read by Amazon's SDK itself.
 */
const EnvironmentSchema = z.object({
  PAROLES_TABLE: Name,
  PAROLES_PRIVATE_BUCKET: Name,
  PAROLES_PUBLIC_BUCKET: Name,
  PAROLES_PROCESS_QUEUE: Name,
  PAROLES_PRESS_QUEUE: Name,
  PAROLES_ALLOW_LIST: Name,
  PAROLES_MEDIA_FUNCTION: Name,
  /** An identity that SES has verified: `Paroles <paroles@example.org>`. */
  PAROLES_MAIL_FROM: Name,
  /**
   * Where keys are, and what is known only once CloudFront stands, which needs
   * the functions first: `origin` and `distribution`.
   */
  PAROLES_KEYS: z.string().regex(/^\/\S+[^/]$/, "a path of parameters, as /paroles/production"),
  /** What CloudFront shows the on-demand function, so that nobody else can ask it; the other functions have none. */
  PAROLES_EDGE_SECRET: z.string().min(32).optional(),
  /** As long as the table can be restored to a former moment: what notices say of backups. */
  PAROLES_BACKUP_DAYS: z.coerce.number().int().min(1).max(35),
  PAROLES_COUNTRY: z.string().regex(/^[A-Z]{2}$/),
  PAROLES_CONTENT: Name,
  PAROLES_SITE: Name,
  /** Which engines look for words, in order. */
  PAROLES_TRANSCRIBERS: z
    .string()
    .default("known-text,transcribe")
    .transform((list) => list.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(["known-text", "transcribe"])).min(1)),
  /** Amazon's list price of a batch minute in the first tier; it depends on the region. */
  PAROLES_TRANSCRIBE_USD_PER_MINUTE: z.coerce
    .number()
    .min(0)
    .default(prices.transcribeMinute.dollars),
  PAROLES_WEBSUB_HUB: z.url({ protocol: /^https?$/ }).optional(),
  ...consentPolicyVariables(deploymentPolicy),
  PAROLES_LOG: z.enum(["info", "warn", "error"]).default("info"),
});
export type AwsConfig = z.output<typeof EnvironmentSchema>;

/** Checks the environment once, when a function starts; `bad-configuration` lists every problem. */
export function readAwsConfig(environment: NodeJS.ProcessEnv): AwsConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = EnvironmentSchema.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues
    .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    .join("; ");
  throw new AppError("bad-configuration", { params: { problems } });
}
