/** What a mail says, by whichever way it came in. */
import { type ParsedMail, simpleParser } from 'mailparser';

export interface IncomingMail {
  /** Of its author's making; the same mail may come twice. */
  readonly messageId: string;
  readonly from: string;
  /** Every address that it was sent to: those of the envelope, or where that is gone, those that it names. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Message-IDs that it answers. */
  readonly references: readonly string[];
  /** Written by a machine: vacation notes, bounces, lists. Never answered, or two machines would write for ever. */
  readonly isAutomatic: boolean;
  readonly attachments: readonly { readonly type: string; readonly bytes: Buffer }[];
  /** It is larger than we read: what came after that is not here, and no attachment is whole for sure. */
  readonly isCut: boolean;
}

/** Why a mail is not taken. `later`: it shall be brought again. */
export interface MailRefusal {
  readonly later: boolean;
  readonly why: string;
}

/** Keeps a mail. Resolves once it is kept; throwing means that it shall be brought again. */
export type TakeMail = (mail: IncomingMail) => Promise<MailRefusal | undefined>;

export interface Envelope {
  readonly to: readonly string[];
  /** Empty for a bounce, which nobody waits for an answer to. */
  readonly sender: string;
}

/** Reads a mail; without an envelope, by what the last server wrote of it into its head. */
export async function readMail(
  source: Buffer,
  { envelope, isCut = false }: { readonly envelope?: Envelope; readonly isCut?: boolean } = {},
): Promise<IncomingMail> {
  const parsed = await simpleParser(source, { skipHtmlToText: false, skipTextToHtml: true });
  const references = [parsed.inReplyTo ?? [], parsed.references ?? []].flat();
  const from = parsed.from?.value[0]?.address?.toLowerCase() ?? '';
  const { to, sender } = envelope ?? writtenEnvelope(parsed, from);
  return {
    messageId: parsed.messageId ?? `${from} ${parsed.date?.getTime() ?? ''} ${parsed.subject ?? ''}`,
    from,
    to: to.map((address) => address.toLowerCase()),
    subject: (parsed.subject ?? '').trim(),
    text: (parsed.text ?? '').trim(),
    references,
    isAutomatic: from === '' || sender === '' || isMachines(parsed),
    attachments: isCut
      ? []
      : parsed.attachments.map(({ contentType, content }) => ({ type: contentType, bytes: content })),
    isCut,
  };
}

function header({ headers }: ParsedMail, name: string): string {
  const value = headers.get(name);
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function isMachines(parsed: ParsedMail): boolean {
  return (
    !['', 'no'].includes(header(parsed, 'auto-submitted')) ||
    ['bulk', 'junk', 'list', 'auto_reply'].includes(header(parsed, 'precedence')) ||
    parsed.headers.has('x-auto-response-suppress') ||
    parsed.headers.has('list-id')
  );
}

/** Heads in which servers write down where a mail was delivered to. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to'];
const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;

function writtenEnvelope(parsed: ParsedMail, from: string): Envelope {
  const lines = parsed.headerLines.filter(
    ({ key }) => key === 'to' || key === 'cc' || DELIVERED.includes(key),
  );
  const to = lines.flatMap(({ line }) => line.match(ADDRESS) ?? []);
  const path = parsed.headerLines.find(({ key }) => key === 'return-path');
  return { to, sender: path ? (path.line.match(ADDRESS)?.[0] ?? '') : from };
}
