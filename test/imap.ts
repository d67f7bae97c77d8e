import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly uid: number;
  readonly source: Buffer;
}

/**
 * A mail server as small as one can be and still speak IMAP4rev1 (RFC 3501) with MOVE (RFC 6851): one account, whose folders
 * hold mails. What a command looks like is the client's affair; this only reads what it needs of it.
 */
export class ImapServer {
  readonly folders = new Map<string, Stored[]>([['INBOX', []]]);
  /** Commands as they came, without their tags. */
  readonly heard: string[] = [];
  /** Breaks the line instead of moving a mail, as a crash would. */
  breaksOnMove = false;
  private uid = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer({ noDelay: true }, (socket) => this.serve(socket));

  static async start(): Promise<ImapServer> {
    const it = new ImapServer();
    await new Promise<void>((ready) => it.server.listen(0, '127.0.0.1', ready));
    return it;
  }

  get address(): string {
    return `imap://desk%40shop.example:secret@127.0.0.1:${(this.server.address() as AddressInfo).port}/INBOX`;
  }

  deliver(source: string | Buffer): void {
    this.folders.get('INBOX')?.push({ uid: ++this.uid, source: Buffer.from(source) });
  }

  count(folder: string): number {
    return this.folders.get(folder)?.length ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.write('* OK IMAP4rev1 at your service\r\n');
    let folder = 'INBOX';
    let unread = '';
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString('latin1');
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        const [tag = '', ...rest] = line.split(' ');
        const command = rest.join(' ');
        this.heard.push(command.replace(/^LOGIN .*/, 'LOGIN'));
        const chosen = /^(?:SELECT|EXAMINE) "?([^"]*)"?/.exec(command)?.[1];
        if (chosen !== undefined) folder = chosen;
        this.answer(socket, tag, command, folder);
      }
    });
  }

  private answer(socket: Socket, tag: string, command: string, folder: string): void {
    const say = (line: string | Buffer) => socket.write(typeof line === 'string' ? `${line}\r\n` : line);
    const done = (text = 'done') => say(`${tag} OK ${text}`);
    const mails = this.folders.get(folder) ?? [];
    const verb = command.split(' ', 2).join(' ').toUpperCase();
    if (verb.startsWith('CAPABILITY')) say('* CAPABILITY IMAP4rev1 MOVE UIDPLUS');
    else if (verb.startsWith('LOGIN') && !/LOGIN "?desk@shop\.example"? "?secret"?$/.test(command))
      return void say(`${tag} NO [AUTHENTICATIONFAILED] no`);
    else if (command === 'LIST "" ""') say('* LIST (\\Noselect) "/" ""');
    else if (verb.startsWith('LIST')) for (const name of this.folders.keys()) say(`* LIST () "/" "${name}"`);
    else if (verb.startsWith('SELECT')) {
      say('* FLAGS (\\Seen \\Deleted)');
      say(`* ${mails.length} EXISTS`);
      say('* OK [UIDVALIDITY 1] .');
      say(`* OK [UIDNEXT ${this.uid + 1}] .`);
      return void done('[READ-WRITE] done');
    } else if (verb.startsWith('CREATE')) {
      const name = /CREATE "?([^"]*)"?/.exec(command)?.[1] ?? '';
      if (this.folders.has(name)) return void say(`${tag} NO [ALREADYEXISTS] there is one`);
      this.folders.set(name, []);
    } else if (verb === 'UID SEARCH') say(`* SEARCH ${mails.map((m) => m.uid).join(' ')}`.trimEnd());
    else if (verb === 'UID FETCH') this.fetch(say, mails, command);
    else if (verb === 'UID MOVE') {
      if (this.breaksOnMove) return void socket.destroy();
      if (!this.move(say, mails, command)) return void say(`${tag} NO [TRYCREATE] there is no such folder`);
    } else if (verb.startsWith('LOGOUT')) {
      say('* BYE');
      done();
      return void socket.end();
    }
    done();
  }

  private fetch(say: (line: string | Buffer) => void, mails: readonly Stored[], command: string): void {
    const [, uid = '', query = ''] = /^UID FETCH (\d+) (.*)$/i.exec(command) ?? [];
    const at = mails.findIndex((m) => m.uid === Number(uid));
    const mail = mails[at];
    if (!mail) return;
    const [, from = '0', length] = /<(\d+)\.(\d+)>/.exec(query) ?? [];
    const end = length === undefined ? undefined : Number(from) + Number(length);
    const part = mail.source.subarray(Number(from), end);
    const name = length === undefined ? 'BODY[]' : `BODY[]<${from}>`;
    say(`* ${at + 1} FETCH (UID ${uid} RFC822.SIZE ${mail.source.length} ${name} {${part.length}}`);
    say(part);
    say(')');
  }

  private move(say: (line: string) => void, mails: Stored[], command: string): boolean {
    const [, uid = '', folder = ''] = /^UID MOVE (\d+) "?([^"]*)"?$/i.exec(command) ?? [];
    const target = this.folders.get(folder);
    if (!target) return false;
    const at = mails.findIndex((m) => m.uid === Number(uid));
    const [mail] = at < 0 ? [] : mails.splice(at, 1);
    if (!mail) return true;
    target.push(mail);
    say(`* OK [COPYUID 1 ${uid} ${uid}] .`);
    say(`* ${at + 1} EXPUNGE`);
    return true;
  }
}
