import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { picture } from '../../../test/media.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newBuyer, newStaff } from '../../../test/people.ts';
import { openDeskMail } from '../../desk-mail.ts';
import type { Actor } from '../../door/actor.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { MailServer } from '../../platform/mail-in.ts';
import { eraseParty } from '../../processes/erase-party.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let box: MailServer;
let agent: Actor;
let buyer: Actor;
const errors: unknown[] = [];

beforeAll(async () => {
  server = await testServer(Date.UTC(2026, 5, 1, 9), { deskMail: 'help@shop.example' });
  const { market } = server;
  box = await openDeskMail({
    address: 'help@shop.example',
    port: 0,
    host: '127.0.0.1',
    rulebook: market.book.rulebook,
    run: (by, work) => market.run(by, work),
    report: (error) => errors.push(error),
  });
  const runs = {
    must: <T>(by: string, work: Parameters<typeof market.run<T>>[1]) => must(market.run(by, work)),
  };
  agent = {
    kind: 'staff',
    partyId: await newStaff(runs as never, 'representative'),
    roles: ['representative'],
  };
  buyer = { kind: 'buyer', partyId: await newBuyer(runs as never) };
});
afterAll(async () => {
  await box.close();
  await server[Symbol.asyncDispose]();
  expect(errors).toEqual([]);
});

/** As the world's mail servers do it: over SMTP, and told what the other side answers. */
async function mail(more: SendMailOptions = {}, from = 'ada@mail.example'): Promise<number> {
  const transport = createTransport({ host: '127.0.0.1', port: box.port, secure: false, ignoreTLS: true });
  try {
    const sent = await transport.sendMail({
      from: `Ada <${from}>`,
      to: 'help@shop.example',
      subject: 'Oil for the chair',
      text: 'How often do I oil it?',
      ...more,
    });
    return Number(sent.response.slice(0, 3));
  } catch (error) {
    return (error as { responseCode?: number }).responseCode ?? 0;
  } finally {
    transport.close();
  }
}

const open = async () => (await server.ask(agent, 'get', '/desk/tickets?view=free')).body.tickets;
const ticket = async (id: string) => (await server.ask(agent, 'get', `/desk/tickets/${id}`)).body.ticket;
interface Sent {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly reply_to: string;
}

const TRIES = 100;

/** The mail that is awaited. What other tests have open at the same server holds up the sealer for a moment. */
async function sent(to: string, subject: string): Promise<Sent> {
  for (let tries = 0; tries < TRIES; tries++) {
    await server.market.seal();
    await server.market.tell();
    const found = await server.market.db.pool.query<Sent>(
      `select recipient as "to", subject, text, reply_to from mail_outbox
       where recipient = $1 and starts_with(subject, $2)`,
      [to, subject],
    );
    if (found.rows[0]) return found.rows[0];
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`no mail to ${to} that says ${subject}`);
}

it('a mailed question is answered by mail, and the answer to that comes into the same ticket', async () => {
  expect(await mail({ attachments: [{ filename: 'chair.png', content: await picture('png') }] })).toBe(250);
  const [row] = await open();
  expect(row).toMatchObject({
    subject: 'Oil for the chair',
    channel: 'mail',
    verified: false,
    requester: null,
  });
  expect((await ticket(row.ticketId)).conversation[0].files).toHaveLength(1);
  const receipt = await sent('ada@mail.example', 'We have your question: Oil for the chair');
  await server.ask(agent, 'post', `/desk/tickets/${row.ticketId}/answers`, {
    text: 'Twice a year.',
    seen: 1,
  });
  const answer = await sent('ada@mail.example', 'Answer to');
  expect(answer.text).toContain('Twice a year.');
  const quoted = `Thank you!\n\nOn Monday, the desk wrote:\n> ✂ Write your answer above this line.\n> Twice a year.`;
  expect(await mail({ to: answer.reply_to, text: quoted })).toBe(250);
  const after = await ticket(row.ticketId);
  expect(after).toMatchObject({ status: 'open', messages: 3 });
  expect(after.conversation[2].text).toBe('Thank you!');

  // The link in the mail shows whose account it is; a guess does not.
  const token = /token=(\S+)/.exec(receipt.text)?.[1] ?? '';
  const at = `/tickets/${row.ticketId}/confirmation`;
  expect((await server.ask(buyer, 'post', at, { token: 'guess' })).status).toBe(404);
  expect((await server.ask(buyer, 'get', `/me/tickets/${row.ticketId}`)).status).toBe(404);
  expect((await server.ask(buyer, 'post', at, { token: decodeURIComponent(token) })).status).toBe(200);
  const own = await server.ask(buyer, 'get', `/me/tickets/${row.ticketId}`);
  expect(own.body.messages[0].text).toBe('How often do I oil it?');

  // The ticket is that account's now: addresses from before lead into it no more, and its files go with the account.
  const { messages } = await ticket(row.ticketId);
  expect(await mail({ to: answer.reply_to, subject: 'From before', text: 'One more thing.' })).toBe(250);
  expect((await ticket(row.ticketId)).messages).toBe(messages);
  const later = (await open()).find((t: { subject: string }) => t.subject === 'From before');
  expect(later).toMatchObject({ verified: false, requester: null });
  expect(await ticket(later.ticketId)).toMatchObject({ follows: row.ticketId });
  const { partyId } = buyer as Extract<Actor, { kind: 'buyer' }>;
  const files = () =>
    server.market.db.pool.query(
      `select f.id, f.owner, v.value from concept_kept_file f left join private_value v on v.party = f.id where f.owner = $1`,
      [partyId],
    );
  expect((await files()).rows).toMatchObject([{ value: expect.any(String) }]);
  await must(server.market.run(partyId, (w) => eraseParty(w, partyId, () => Promise.resolve())));
  expect((await files()).rows).toMatchObject([{ value: null }]);
});

it('the same mail twice is one, and a made-up thread leads nowhere', async () => {
  const same = { messageId: '<one@mail.example>', subject: 'Once' };
  expect([await mail(same), await mail(same)]).toEqual([250, 250]);
  const once = (await open()).filter((t: { subject: string }) => t.subject === 'Once');
  expect(once).toHaveLength(1);
  // Somebody else claims to be in the thread, without the signature: a question of its own, of nobody's account.
  const [victim] = once;
  await mail({ to: `help+${victim.ticketId}.0000000000000000@shop.example`, subject: 'Spoofed' });
  expect((await ticket(victim.ticketId)).messages).toBe(1);
  expect((await open()).filter((t: { subject: string }) => t.subject === 'Spoofed')).toMatchObject([
    { verified: false, requester: null },
  ]);
});

it('machines are not answered: a loop ends where it begins, and a vacation note is only noted', async () => {
  const before = (await open()).length;
  expect(await mail({ headers: { 'auto-submitted': 'auto-replied' } })).toBe(550);
  expect(await mail({ headers: { precedence: 'bulk' } })).toBe(550);
  expect(await mail({ envelope: { from: '', to: 'help@shop.example' } })).toBe(550);
  expect((await open()).length).toBe(before);
  await mail({ subject: 'Vacation' }, 'bea@mail.example');
  const row = (await open()).find((t: { subject: string }) => t.subject === 'Vacation');
  const receipt = await sent('bea@mail.example', 'We have');
  const note = { to: receipt.reply_to, text: 'I am away.', headers: { 'auto-submitted': 'auto-replied' } };
  expect(await mail(note, 'bea@mail.example')).toBe(250);
  expect(await ticket(row.ticketId)).toMatchObject({
    messages: 1,
    notes: [{ text: expect.stringContaining('I am away.'), by: { id: 'system:mail' } }],
  });
});

it('a flood from one address waits at its own server, and comes in later', async () => {
  const answers: number[] = [];
  for (let i = 0; i < 12; i++) answers.push(await mail({ subject: `Flood ${i}` }, 'flood@mail.example'));
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 250), 450, 450]);
  server.pass(2 * HOUR_MS);
  expect(await mail({ subject: 'Flood 12' }, 'flood@mail.example')).toBe(250);
});

it('what is too large is sent back with words, what is not taken is named, and the question is kept', async () => {
  expect(await mail({ text: 'x'.repeat(26_000_000) }, 'big@mail.example')).toBe(552);
  const program = {
    filename: 'a.exe',
    content: Buffer.from('MZ not a picture'),
    contentType: 'application/x-msdownload',
  };
  expect(await mail({ subject: 'With a program', attachments: [program] }, 'exe@mail.example')).toBe(250);
  const row = (await open()).find((t: { subject: string }) => t.subject === 'With a program');
  expect((await ticket(row.ticketId)).conversation[0]).toMatchObject({
    text: 'How often do I oil it?',
    files: [],
    dropped: [expect.stringContaining('application/x-msdownload')],
  });
  const receipt = await sent('exe@mail.example', 'We have');
  expect(receipt.text).toContain('Not kept: application/x-msdownload');
  expect(await mail({ to: 'somebody@elsewhere.example' })).toBe(550);
});
