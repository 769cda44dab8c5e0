import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { type Mailer, MailNotSentError } from "#ports/mailer";

/** Mail through SES, from an identity that the operator has verified there. */
export function createSesMailer(config: {
  /** `Paroles <paroles@example.org>` */
  readonly from: string;
}): Mailer {
  const client = new SESv2Client({});
  return {
    name: "ses",
    async send({ to, subject, text }) {
      const content = (Data: string) => ({ Data, Charset: "UTF-8" });
      const message = new SendEmailCommand({
        FromEmailAddress: config.from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: content(subject),
            Body: { Text: content(text) },
            Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
          },
        },
      });
      try {
        await client.send(message);
      } catch (cause) {
        throw new MailNotSentError(cause);
      }
    },
  };
}
