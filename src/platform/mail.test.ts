import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { type FakeSmtp, fakeSmtp } from '../../test/smtp.ts';
import { CAUGHT, smtpTransport } from './mail-transport.ts';
import { enqueueMail, forgetMails, type MailTransport, sendMails } from './mail.ts';
import { migrate } from './migrate.ts';

const MAIL = { to: 'anna@mail.example', subject: 'Grüße', text: 'Hello', html: '<p>Hello</p>' };
const HOUR_MS = 3_600_000;

let database: FreshDatabase;
let pool: pg.Pool;
let smtp: FakeSmtp;
let transport: MailTransport;

beforeAll(async () => {
  database = await freshDatabase();
  await migrate(database.url);
  pool = new pg.Pool({ connectionString: database.url });
  smtp = await fakeSmtp();
  transport = smtpTransport({ url: smtp.url, from: 'Shop <shop@shop.example>', domain: 'shop.example' });
});
afterAll(async () => {
  await smtp[Symbol.asyncDispose]();
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query('delete from mail_outbox');
  (smtp.received as unknown[]).length = 0;
  smtp.refuse(undefined);
});

const rows = async () => (await pool.query('select * from mail_outbox')).rows;

describe('a mail', () => {
  test('is handed to the mail server once, with both texts', async () => {
    await enqueueMail(pool, MAIL, 0);
    expect(await sendMails(pool, transport, () => 1_000)).toBe(1);
    expect(await sendMails(pool, transport, () => HOUR_MS)).toBe(0);
    expect(smtp.received).toHaveLength(1);
    const [mail] = smtp.received;
    expect(mail?.to).toBe('anna@mail.example');
    expect(mail?.headers.get('from')).toBe('Shop <shop@shop.example>');
    expect(mail?.headers.get('message-id')).toMatch(/^<[\w-]{36}@shop\.example>$/);
    expect(mail?.raw).toContain('text/plain');
    expect(mail?.raw).toContain('text/html');
  });

  test('is not there when the transaction of its cause is taken back', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await enqueueMail(client, MAIL, 0);
    await client.query('rollback');
    client.release();
    expect(await rows()).toEqual([]);
  });

  test('with a key is made once, however often its cause is told', async () => {
    for (let i = 0; i < 3; i++) await enqueueMail(pool, { ...MAIL, key: 'order-1' }, 0);
    expect(await rows()).toHaveLength(1);
  });

  test('is tried again later, and under the same name, when the server is not there or says so', async () => {
    await enqueueMail(pool, MAIL, 0);
    smtp.refuse('451 try again');
    await sendMails(pool, transport, () => 0);
    expect(await sendMails(pool, transport, () => 10_000)).toBe(0);
    expect(await rows()).toMatchObject([
      { tries: 1, sent_at: null, last_error: expect.stringContaining('451') },
    ]);
    const nowhere = smtpTransport({ url: 'smtp://127.0.0.1:1', from: 'a@b.example', domain: 'b.example' });
    await sendMails(pool, nowhere, () => 31_000);
    smtp.refuse(undefined);
    const [{ id }] = await rows();
    await sendMails(pool, transport, () => HOUR_MS);
    expect(smtp.received[0]?.headers.get('message-id')).toBe(`<${id}@shop.example>`);
    expect(await rows()).toMatchObject([{ tries: 3, sent_at: HOUR_MS, last_error: null }]);
  });

  test('is given up when the address is refused for good, or after a day and a half', async () => {
    await enqueueMail(pool, MAIL, 0);
    smtp.refuse('550 no such mailbox');
    await sendMails(pool, transport, () => 0);
    expect(await rows()).toMatchObject([{ tries: 1, given_up_at: 0 }]);
    await pool.query('delete from mail_outbox');
    await enqueueMail(pool, MAIL, 0);
    smtp.refuse('451 try again');
    let now = 0;
    const sometime = () => now;
    for (; (await sendMails(pool, transport, sometime)) > 0 || now < 48 * HOUR_MS; now += HOUR_MS);
    expect(await rows()).toMatchObject([{ tries: 10, sent_at: null, given_up_at: expect.any(Number) }]);
  });

  test('is tried again later when the server does not take mails from us: that is not about the mail', async () => {
    await enqueueMail(pool, MAIL, 0);
    smtp.refuse('550 not from you', 'sender');
    await sendMails(pool, transport, () => 0);
    expect(await rows()).toMatchObject([
      { tries: 1, given_up_at: null, last_error: expect.stringContaining('550') },
    ]);
    smtp.refuse(undefined);
    await sendMails(pool, transport, () => HOUR_MS);
    expect(smtp.received).toHaveLength(1);
  });

  test('is sent by one of two processes', async () => {
    for (let i = 0; i < 10; i++) await enqueueMail(pool, MAIL, 0);
    await Promise.all([sendMails(pool, transport, () => 0), sendMails(pool, transport, () => 0)]);
    expect(smtp.received).toHaveLength(10);
  });

  test('that takes long is sent by nobody else meanwhile, nor are those behind it', async () => {
    for (let i = 0; i < 5; i++) await enqueueMail(pool, MAIL, 0);
    const sent: string[] = [];
    const begun = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    let now = 0;
    const slow: MailTransport = {
      send: async ({ id }) => {
        begun.resolve();
        await answered.promise;
        sent.push(id);
      },
    };
    const first = sendMails(pool, slow, () => now);
    await begun.promise;
    now = 2 * 60_000;
    await sendMails(pool, { send: async ({ id }) => void sent.push(id) }, () => now);
    answered.resolve();
    await first;
    expect(sent).toHaveLength(5);
    expect(new Set(sent).size).toBe(5);
  });

  test('is sent again after a crash, under the same name', async () => {
    await enqueueMail(pool, MAIL, 0);
    const names: string[] = [];
    const crashing: MailTransport = {
      send: ({ id }) => {
        names.push(id);
        return new Promise(() => undefined);
      },
    };
    void sendMails(pool, crashing, () => 0);
    while (names.length === 0) await new Promise(setImmediate);
    await sendMails(pool, transport, () => HOUR_MS);
    expect(smtp.received[0]?.headers.get('message-id')).toBe(`<${names[0]}@shop.example>`);
  });

  test('does not stay with us for more than a week', async () => {
    await enqueueMail(pool, MAIL, 0);
    await sendMails(pool, CAUGHT, () => 0);
    expect(await forgetMails(pool, 6 * 24 * HOUR_MS)).toBe(0);
    expect(await forgetMails(pool, 8 * 24 * HOUR_MS)).toBe(1);
  });
});
