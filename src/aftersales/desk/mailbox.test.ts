import MailComposer from 'nodemailer/lib/mail-composer';
import type { SendMailOptions } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ImapServer } from '../../../test/imap.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { picture } from '../../../test/media.ts';
import { newStaff } from '../../../test/people.ts';
import { openDeskMailbox } from '../../desk-mail.ts';
import type { Actor } from '../../door/actor.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { type MailboxAccount, mailboxAt } from '../../platform/mailbox-address.ts';
import { type Mailbox } from '../../platform/mailbox.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let imap: ImapServer;
let box: Mailbox;
let agent: Actor;
const errors: unknown[] = [];

beforeAll(async () => {
  server = await testServer(Date.UTC(2026, 5, 1, 9), { deskMail: 'help@shop.example' });
  const { market } = server;
  const runs = {
    must: <T>(by: string, work: Parameters<typeof market.run<T>>[1]) => must(market.run(by, work)),
  };
  const partyId = await newStaff(runs as never, 'representative');
  agent = { kind: 'staff', partyId, roles: ['representative'] };
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  imap = await ImapServer.start();
  const account = accountAt(imap.address);
  box = openDeskMailbox({
    account,
    everyMs: HOUR_MS,
    rulebook: server.market.book.rulebook,
    run: (by, work) => server.market.run(by, work),
    report: (error) => errors.push(error),
  });
});
afterEach(async () => {
  await box.close();
  await imap[Symbol.asyncDispose]();
});

function accountAt(address: string): MailboxAccount {
  const account = mailboxAt(address);
  if (!account) throw new Error(`no mailbox: ${address}`);
  return account;
}

/** As a mail server delivers it into somebody's inbox: with its envelope written into the head. */
async function delivered(more: SendMailOptions = {}, returnPath = 'ada@mail.example'): Promise<void> {
  const to = more.to ?? 'help@shop.example';
  const composer = new MailComposer({
    from: 'Ada <ada@mail.example>',
    to,
    subject: 'Oil for the chair',
    text: 'How often do I oil it?',
    ...more,
  });
  const built = await composer.compile().build();
  imap.deliver(Buffer.concat([Buffer.from(`Return-Path: <${returnPath}>\r\n`), built]));
}

const open = async (subject: string) =>
  (await server.ask(agent, 'get', '/desk/tickets?view=free')).body.tickets.filter(
    (t: { subject: string }) => t.subject === subject,
  );
const ticket = async (id: string) => (await server.ask(agent, 'get', `/desk/tickets/${id}`)).body.ticket;
const waiting = () => ['INBOX', 'Taken', 'Not taken'].map((folder) => imap.count(folder));

async function replyTo(subject: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    await server.market.seal();
    await server.market.tell();
    const found = await server.market.db.pool.query<{ reply_to: string }>(
      'select reply_to from mail_outbox where starts_with(subject, $1)',
      [`We have your question: ${subject}`],
    );
    if (found.rows[0]) return found.rows[0].reply_to;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`no receipt of ${subject}`);
}

it('a mail that waits in the mailbox becomes a question, and an answer to ours comes into its ticket', async () => {
  await delivered({ attachments: [{ filename: 'chair.png', content: await picture('png') }] });
  expect(await box.pass()).toBe(1);
  expect(waiting()).toEqual([0, 1, 0]);
  const [row] = await open('Oil for the chair');
  expect(row).toMatchObject({ channel: 'mail', verified: false, requester: null });
  expect((await ticket(row.ticketId)).conversation[0]).toMatchObject({
    text: 'How often do I oil it?',
    files: [{}],
  });
  // Delivered to an alias of the mailbox: the thread stands in what the server noted of the delivery.
  const thread = await replyTo('Oil for the chair');
  await delivered({
    to: 'Desk <desk@shop.example>',
    headers: { 'Delivered-To': thread },
    text: 'In a dry room.',
  });
  expect(await box.pass()).toBe(1);
  expect(await ticket(row.ticketId)).toMatchObject({ messages: 2 });
  expect(await box.pass()).toBe(0);
});

it('a mail whose move was lost comes again, and is the same question', async () => {
  await delivered({ messageId: '<lost@mail.example>', subject: 'Lost move' });
  imap.breaksOnMove = true;
  await expect(box.pass()).rejects.toThrow();
  expect(await open('Lost move')).toHaveLength(1);
  expect(waiting()).toEqual([1, 0, 0]);
  imap.breaksOnMove = false;
  expect(await box.pass()).toBe(1);
  expect(await open('Lost move')).toHaveLength(1);
  expect(waiting()).toEqual([0, 1, 0]);
});

it('is left where it is while the market cannot keep it', async () => {
  await delivered({ subject: 'Kept later' });
  const broken = openDeskMailbox({
    account: accountAt(imap.address),
    everyMs: HOUR_MS,
    rulebook: server.market.book.rulebook,
    run: () => Promise.reject(new Error('no database')),
    report: (error) => errors.push(error),
  });
  expect(await broken.pass()).toBe(0);
  await broken.close();
  expect(String(errors.pop())).toContain('no database');
  expect(waiting()).toEqual([1, 0, 0]);
  expect(await box.pass()).toBe(1);
  expect(await open('Kept later')).toHaveLength(1);
});

it('machines, made-up threads and floods fare as they do by SMTP', async () => {
  await delivered({ subject: 'Vacation', headers: { 'auto-submitted': 'auto-replied' } });
  await delivered({ subject: 'Bounce' }, '');
  expect(await box.pass()).toBe(2);
  expect(waiting()).toEqual([0, 0, 2]);
  expect([await open('Vacation'), await open('Bounce')]).toEqual([[], []]);

  await delivered({ subject: 'Victim', from: 'bea@mail.example' }, 'bea@mail.example');
  await box.pass();
  const [victim] = await open('Victim');
  const to = `help+${victim.ticketId}.0000000000000000@shop.example`;
  await delivered({ subject: 'Spoofed', from: 'bea@mail.example', to }, 'mallory@mail.example');
  await box.pass();
  expect((await ticket(victim.ticketId)).messages).toBe(1);
  expect(await open('Spoofed')).toMatchObject([{ verified: false, requester: null }]);

  for (let i = 0; i < 12; i++)
    await delivered({ subject: `Flood ${i}`, from: 'flood@mail.example' }, 'flood@mail.example');
  expect(await box.pass()).toBe(10);
  expect(imap.count('INBOX')).toBe(2);
  server.pass(2 * HOUR_MS);
  expect(await box.pass()).toBe(2);
});

it('of a mail that is too large the words are taken, and its sender hears what is not kept', async () => {
  const attachments = [{ filename: 'big.bin', content: Buffer.alloc(26_000_000) }];
  await delivered({ subject: 'Far too large', attachments });
  expect(await box.pass()).toBe(1);
  const [row] = await open('Far too large');
  expect((await ticket(row.ticketId)).conversation[0]).toMatchObject({
    text: 'How often do I oil it?',
    files: [],
    dropped: [expect.stringContaining('more than 25 MB')],
  });
});

it('an address that is none is refused, and a wrong password is told', async () => {
  for (const address of ['imaps://host/INBOX', 'pop3://a:b@host', 'nonsense', 'imaps://'])
    expect(mailboxAt(address)).toBeUndefined();
  expect(mailboxAt('imaps://desk%40shop.example:p%3Aw@mail.shop.example')).toEqual({
    host: 'mail.shop.example',
    port: 993,
    secure: true,
    auth: { user: 'desk@shop.example', pass: 'p:w' },
    folder: 'INBOX',
  });
  const account = accountAt(imap.address.replace('secret', 'guess'));
  const { rulebook } = server.market.book;
  const report = (error: unknown) => errors.push(error);
  const locked = openDeskMailbox({
    account,
    everyMs: HOUR_MS,
    rulebook,
    run: () => Promise.reject(),
    report,
  });
  await expect(locked.pass()).rejects.toThrow();
  await locked.close();
  expect(errors).toEqual([]);
});
