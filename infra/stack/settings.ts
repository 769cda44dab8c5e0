/** What an operator decides, from the environment of the machine that deploys. */
export type Settings = {
  readonly stage: string;
  readonly isProduction: boolean;
  /** `paroles.example.org`, in a zone of Route 53; CloudFront's own name where there is none. */
  readonly domain: string | undefined;
  /** `Paroles <paroles@example.org>` */
  readonly mailFrom: string;
  /** A domain of Route 53 or an address that this deployment has SES verify; unset where SES knows it already. */
  readonly mailIdentity: string | undefined;
  /** Who is told when something is wrong. */
  readonly alarmMail: string;
  /** US dollars a month; a mail comes at 80 % of it, and when it is going to be more. */
  readonly budgetDollars: number;
  /** ISO 3166 code of the country of the region, as consent records must say it. */
  readonly country: string;
  readonly websubHub: string | undefined;
};

/** How long logs are kept: long enough to look into an incident, and no longer. */
export const logRetention = "1 month";
export const logRetentionDays = 30;

/** How far back the table can be restored; notices promise that erased words are gone after it. */
export const backupDays = 7;

/** Throws with every variable that is missing, before anything is created. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  stage: string,
): Settings {
  const missing = ["PAROLES_MAIL_FROM", "PAROLES_ALARM_MAIL"].filter(
    (name) => (environment[name] ?? "") === "",
  );
  if (missing.length > 0) throw new Error(`set ${missing.join(" and ")} (infra/stack/RUNBOOK.md)`);
  const budgetDollars = Number(environment["PAROLES_BUDGET"] ?? 20);
  if (!(budgetDollars > 0)) throw new Error("PAROLES_BUDGET: US dollars a month, more than 0");
  return {
    stage,
    isProduction: stage === "production",
    domain: environment["PAROLES_DOMAIN"],
    mailFrom: environment["PAROLES_MAIL_FROM"] ?? "",
    mailIdentity: environment["PAROLES_MAIL_IDENTITY"],
    alarmMail: environment["PAROLES_ALARM_MAIL"] ?? "",
    budgetDollars,
    country: environment["PAROLES_COUNTRY"] ?? "FR",
    websubHub: environment["PAROLES_WEBSUB_HUB"],
  };
}
