import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface ReceivedMail {
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly raw: string;
}

export interface FakeSmtp extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** What it says instead of `250 OK` to the next recipients, or to whom mails are from. */
  refuse(answer: string | undefined, whom?: 'recipient' | 'sender'): void;
}

const RCPT = /^rcpt to:/i;
const MAIL = /^mail from:/i;

/** As much of RFC 5321 as a sender needs to hand a mail over. */
export async function fakeSmtp(): Promise<FakeSmtp> {
  const received: ReceivedMail[] = [];
  let refusal: { answer: string | undefined; command: RegExp } = { answer: undefined, command: RCPT };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let to = '';
    let rest = '';
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n';
        const at = rest.indexOf(end);
        if (at < 0) return;
        const part = rest.slice(0, at);
        rest = rest.slice(at + end.length);
        if (isData) {
          received.push({ to, headers: headersOf(part), raw: part });
          isData = false;
          say('250 taken');
        } else if (refusal.answer !== undefined && refusal.command.test(part)) {
          say(refusal.answer);
        } else if (RCPT.test(part)) {
          to = /<([^>]*)>/.exec(part)?.[1] ?? '';
          say('250 OK');
        } else if (/^data/i.test(part)) {
          isData = true;
          say('354 go on');
        } else if (/^quit/i.test(part)) {
          say('221 bye');
        } else say(/^ehlo/i.test(part) ? '250 fake' : '250 OK');
      }
    });
    say('220 fake ESMTP');
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    refuse: (answer, whom = 'recipient') => {
      refusal = { answer, command: whom === 'recipient' ? RCPT : MAIL };
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function headersOf(raw: string): ReadonlyMap<string, string> {
  const head = raw.split('\r\n\r\n')[0] ?? '';
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
