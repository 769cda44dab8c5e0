import { createTransport } from "nodemailer";
import { type Mailer, MailNotSentError } from "#ports/mailer";

/** How long a mail server may take; whoever waits for a code has given up by then. */
const timeoutMs = 20_000;

/** Mail through a server: `smtps://name:password@mail.example.org`, or `smtp://…:587`, which must offer TLS unless it is this machine. */
export function createSmtpMailer(config: {
  readonly url: string;
  /** `Paroles <paroles@example.org>` */
  readonly from: string;
}): Mailer {
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(config.url).hostname);
  const transport = createTransport({
    url: config.url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    requireTLS: !isHere,
    // Nothing of ours is read from files or fetched while a message is put together.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: "smtp",
    async send({ to, subject, text }) {
      try {
        const message = { from: config.from, to: { name: "", address: to }, subject, text };
        await transport.sendMail({ ...message, headers: { "Auto-Submitted": "auto-generated" } });
      } catch (cause) {
        throw new MailNotSentError(cause);
      }
    },
  };
}
