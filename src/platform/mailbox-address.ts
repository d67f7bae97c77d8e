export interface MailboxAccount {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string };
  /** What is taken from; `INBOX` if not said. */
  readonly folder: string;
}

const PORTS: Readonly<Record<string, number>> = { 'imap:': 143, 'imaps:': 993 };

/** `imaps://user:password@host/folder`, parts in percent encoding; `undefined` if it is not one. */
export function mailboxAt(address: string): MailboxAccount | undefined {
  const url = URL.parse(address);
  const standard = url && PORTS[url.protocol];
  if (!url || !standard || !url.hostname || !url.username) return undefined;
  try {
    return {
      host: url.hostname,
      port: url.port === '' ? standard : Number(url.port),
      secure: url.protocol === 'imaps:',
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    };
  } catch {
    // A percent sign that stands for nothing.
    return undefined;
  }
}
