import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createOutboxMailer } from "#adapters/local/outbox-mailer";
import { createSmtpMailer } from "#adapters/smtp/smtp-mailer";

const mail = {
  to: "coach@example.org",
  subject: "1234 5678 : votre code",
  text: "Été\n.\nfin\n",
};

async function anOutbox(now = () => "2026-11-23T12:00:00.000Z") {
  const folder = await mkdtemp(join(tmpdir(), "paroles-outbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return {
    folder: join(folder, "outbox"),
    mailer: createOutboxMailer({ folder: join(folder, "outbox"), now }),
  };
}

test("messages without a mail server are kept for their owner's eyes, the latest first, fifty of them", async () => {
  let minute = 0;
  const { folder, mailer } = await anOutbox(() =>
    new Date(Date.parse("2026-11-23T12:00:00.000Z") + (minute += 1) * 60_000).toISOString(),
  );
  for (let count = 1; count <= 52; count += 1) await mailer.send({ ...mail, subject: `${count}` });
  const kept = await mailer.list();
  expect(kept.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 50 }, (_, index) => String(52 - index)),
  );
  const [name = ""] = await readdir(folder);
  expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
});

test("a file that is no message is left out of the outbox", async () => {
  const { folder, mailer } = await anOutbox();
  await mailer.send(mail);
  await writeFile(join(folder, "2027-torn.json"), "{");
  expect((await mailer.list()).map(({ text }) => text)).toEqual([mail.text]);
});

/** As much of RFC 5321 as taking one message needs; answers `refusal` to the recipient where there is one. */
function anSmtpServer(refusal?: string): Promise<{ url: string; got: string[] }> {
  const got: string[] = [];
  const server: Server = createServer((socket) => {
    let inData = false;
    let text = "";
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      text += chunk.toString();
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        got.push(line);
        if (inData) {
          if (line !== ".") continue;
          inData = false;
          socket.write("250 taken\r\n");
        } else if (line === "DATA") {
          inData = true;
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write(line.startsWith("RCPT") && refusal ? `${refusal}\r\n` : "250 ok\r\n");
      }
    });
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      resolve({ url: `smtp://127.0.0.1:${port}`, got });
    });
  });
}

test("a mail server gets the message with its subject, sender and text", async () => {
  const { url, got } = await anSmtpServer();
  const from = "Paroles <paroles@example.org>";
  await createSmtpMailer({ url, from }).send(mail);
  expect(got).toContain("MAIL FROM:<paroles@example.org>");
  expect(got).toContain("RCPT TO:<coach@example.org>");
  expect(got).toContain("Auto-Submitted: auto-generated");
  expect(got.join("\n")).toContain("Subject: 1234 5678 : votre code");
  // A line of one full stop is doubled on the way (RFC 5321, 4.5.2), and é is quoted.
  expect(got).toContain("..");
});

test("a server that refuses or is not there is told as such, with a retry in view, and names nobody", async () => {
  const { url } = await anSmtpServer("550 no such user");
  const from = "paroles@example.org";
  for (const address of [url, "smtp://127.0.0.1:1"]) {
    const failed = createSmtpMailer({ url: address, from }).send(mail);
    await expect(failed).rejects.toMatchObject({ code: "mail-not-sent", retryable: true });
    await expect(failed).rejects.not.toThrow(/coach@/);
  }
});
