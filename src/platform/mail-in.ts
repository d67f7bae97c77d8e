/**
 * Mail comes in by SMTP: a forwarder, or the world, hands it to this server. It takes only what is for us, of bounded size, and
 * says `250` once somebody else has kept it; until then the sender's server keeps it and tries again, so that nothing is lost.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { readMail, type TakeMail } from './mail-parsing.ts';

export interface MailServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port: number;
  readonly host: string;
  readonly bytesMax: number;
  readonly isOurs: (address: string) => boolean;
  readonly take: TakeMail;
  readonly report: (error: unknown) => void;
}

const SECONDS = 1_000;

export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const { port, host, bytesMax, isOurs, report } = options;
  const server = new SMTPServer({
    size: bytesMax,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    socketTimeout: 60 * SECONDS,
    maxClients: 50,
    onRcptTo: ({ address }, _, done) =>
      done(isOurs(address) ? undefined : answer(550, 'There is no such address here.')),
    onData: (stream, session, done) => {
      const envelope = session.envelope.rcptTo.map(({ address }) => address);
      const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
      const answering = async () => done(await answered(stream, envelope, sender, options));
      void answering();
    },
  });
  server.on('error', report);
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, ready);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** What the sender's server is told; never throws. */
async function answered(
  stream: SMTPServerDataStream,
  to: readonly string[],
  sender: string,
  options: MailServerOptions,
): Promise<Error | undefined> {
  try {
    return await taken(stream, to, sender, options);
  } catch (error) {
    options.report(error);
    return answer(451, 'We could not keep it; please try again later.');
  }
}

async function taken(
  stream: SMTPServerDataStream,
  to: readonly string[],
  sender: string,
  { bytesMax, take }: MailServerOptions,
): Promise<Error | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Read to its end in any case, as the protocol asks, but kept no further than the bound.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= bytesMax) chunks.push(chunk);
  }
  if (bytes > bytesMax || stream.sizeExceeded)
    return answer(
      552,
      `This mail has more than ${Math.floor(bytesMax / 1_000_000)} MB. Send it without the attachments, or ask on our help page, where each file has its own room.`,
    );
  const mail = await readMail(Buffer.concat(chunks), { envelope: { to, sender } });
  const refusal = await take(mail);
  return refusal && answer(refusal.later ? 450 : 550, refusal.why);
}
