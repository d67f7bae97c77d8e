import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { orders } from '../market/orders/order.ts';
import { sealAll } from '../platform/log.ts';
import { giveNotice } from '../processes/give-notice.ts';
import { must } from '../runtime.ts';
import { composeMail } from './compose.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { PT } from './pt.ts';
import { ZH } from './zh.ts';

let server: TestServer;
let market: Runs;
let people = 0;

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());

async function login(): Promise<{ login: string; mail: string }> {
  const mail = `person${(people += 1)}@mails.example`;
  const account = await server.market.auth.createAccount({
    email: mail,
    password: 'long enough 1',
    name: 'P',
  });
  return { login: account.userId, mail };
}

async function told(): Promise<readonly { recipient: string; subject: string; text: string }[]> {
  const { db } = server.market;
  await sealAll(db.pool);
  while ((await server.market.tell()) > 0);
  const found = await db.pool.query('select recipient, subject, text from mail_outbox order by subject');
  await db.pool.query('delete from mail_outbox');
  return found.rows;
}

async function trade(
  at?: number,
): Promise<{ buyer: PartyId; seller: PartyId; orderId: OrderId; mails: [string, string] }> {
  const [forBuyer, forSeller] = [await login(), await login()];
  const seller = await newSeller(market, { login: forSeller.login, language: 'es', name: 'Casa <Roja>' });
  const buyer = await newBuyer(market, { login: forBuyer.login, language: 'pt-BR', name: 'Rosa Lima' });
  const listingId = await newListing(market, seller);
  const orderId = await bareOrder(market, { seller, buyer, listingId, ...(at === undefined ? {} : { at }) });
  return { buyer, seller, orderId, mails: [forBuyer.mail, forSeller.mail] };
}

describe('what happens is mailed to those whom it concerns', () => {
  test('an order to both sides, each in their language', async () => {
    const { orderId, mails } = await trade();
    const [seller, buyer] = await told();
    expect(seller).toMatchObject({
      recipient: mails[1],
      subject: expect.stringMatching(/^Nuevo pedido: 104,00/),
    });
    expect(seller?.text).toContain(`http://localhost/seller/orders/${orderId}`);
    expect(buyer).toMatchObject({ recipient: mails[0], subject: 'Seu pedido em Casa <Roja>' });
    expect(buyer?.text).toContain('Olá, Rosa Lima!');
    expect(await told()).toEqual([]);
  });

  test('what cannot be written about keeps no mail from anybody else', async () => {
    const { buyer } = await trade();
    await told();
    const body = { kind: 'unheard-of' } as never;
    await market.must('test', async (world) => giveNotice(world, { to: buyer, body }) as never);
    const others = await trade();
    expect((await told()).map(({ recipient }) => recipient).toSorted()).toEqual(others.mails.toSorted());
  });

  test('nobody is told of what is long past, and nobody whose address is not known to be theirs', async () => {
    await trade(server.now() - 30 * 86_400_000);
    expect(await told()).toEqual([]);
    const { mails } = await trade();
    await server.market.db.pool.query(`update auth_user set "emailVerified" = false where email = any($1)`, [
      mails,
    ]);
    expect(await told()).toEqual([]);
  });

  test('a shipment and a cancellation', async () => {
    const { seller, orderId } = await trade();
    await told();
    await market.must('test', async ({ unit }) => {
      await unit.load(orders, orderId);
      const why = { at: unit.now, seller, by: 'seller', reason: 'out-of-stock' } as const;
      unit.append(orders, orderId, [{ type: 'OrderCancelled', ...why }]);
      return {};
    });
    expect((await told()).map(({ subject }) => subject)).toEqual([
      'Se ha cancelado un pedido',
      'Um pedido foi cancelado',
    ]);
  });

  test('a notice, with its deadline and the way to it', async () => {
    const { buyer } = await trade();
    await told();
    const body = { kind: 'appeal-received', appealId: 'apl_1', decideBy: Date.UTC(2026, 6, 1) } as never;
    const noticeId = await market.must(
      'test',
      async (world) => giveNotice(world, { to: buyer, body }) as never,
    );
    const [mail] = await told();
    expect(mail?.subject).toBe('Recebemos o seu recurso');
    expect(mail?.text).toContain('Decidimos até: 1 de julho de 2026');
    expect(mail?.text).toContain(`http://localhost/notices/${String(noticeId)}`);
  });
});

describe('the texts', () => {
  test('fill the same placeholders in every language', () => {
    const placeholders = (texts: unknown): unknown =>
      typeof texts === 'string'
        ? (texts.match(/\{\w+\}/g) ?? []).toSorted()
        : Object.fromEntries(
            Object.entries(texts as object).map(([key, value]) => [key, placeholders(value)]),
          );
    for (const texts of [ZH, ES, PT]) expect(placeholders(texts)).toEqual(placeholders(EN));
  });

  test('escape what people wrote, and keep a subject on one line', () => {
    const mail = composeMail(
      {
        kind: 'orderShipped',
        link: 'http://localhost/orders/1',
        shop: 'A\r\nBcc: all@x.example',
        goods: [{ name: '<script>', count: 2 }],
        parcel: null,
      },
      { name: '<b>', locale: 'xx' },
    );
    expect(mail.subject).toBe('A Bcc: all@x.example has shipped your order');
    expect(mail.html).not.toMatch(/<script>|<b>/);
    expect(mail.text).toContain('2 × <script>');
  });

  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', '您好：'],
    ['fr, pt;q=0.5', 'Olá!'],
    ['', 'Hello,'],
  ])('speak the language of %s', (locale, hello) => {
    expect(composeMail({ kind: 'confirmationCode', code: '1' }, { name: null, locale }).text).toContain(
      hello,
    );
  });
});
