import type { Settings } from "./settings.ts";

/**
 * Has SES verify who mail comes from, where the operator asks for it: of a domain
 * in Route 53 the records are made, an address gets a mail to confirm. Elsewhere
 * the identity is one that SES knows already.
 */
export function createMail({ mailIdentity }: Settings): void {
  if (mailIdentity === undefined) return;
  new sst.aws.Email("Mail", { sender: mailIdentity });
}
