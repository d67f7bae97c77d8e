import { createTransport } from 'nodemailer';
import { MailRefused, type MailTransport } from './mail.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly url: string;
  /** `Name <address>`. */
  readonly from: string;
  /** Right half of each Message-ID: a name of our own. */
  readonly domain: string;
}

/** What the receiving server says about an address or a mail that no later try will change. */
const REFUSED_FOR_GOOD = new Set([550, 551, 552, 553, 554]);
/** What it says so to. Said to anything before, such as our own address, it is about us, and can be put right. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

export function smtpTransport({ url, from, domain }: SmtpOptions): MailTransport {
  const transporter = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Nothing in a mail may make us read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { to, subject, text, html, replyTo } = mail;
      try {
        await transporter.sendMail({
          from,
          to,
          ...(replyTo ? { replyTo } : {}),
          subject,
          text,
          html,
          messageId: `<${mail.id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
      } catch (error) {
        const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string };
        if (REFUSED_FOR_GOOD.has(responseCode) && ABOUT_THE_MAIL.has(command))
          throw new MailRefused((error as Error).message, { cause: error });
        throw error;
      }
    },
  };
}

/** For development: leaves every mail in its table, where `/dev/mail` shows it. */
export const CAUGHT: MailTransport = { send: () => Promise.resolve() };
