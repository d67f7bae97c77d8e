import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { postOutside } from './outbound.ts';
import { isPublicAddress } from './public-address.ts';
import { newWebhookSecret, signedHeaders } from './webhook-signature.ts';

describe('public addresses', () => {
  test.each([
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['2002:7f00:1::', false],
    ['localhost', false],
  ])('%s: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});

test('signs as the specification of Standard Webhooks shows', () => {
  const headers = signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000, body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  );
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(newWebhookSecret()).toMatch(/^whsec_[\w+/]{43}=$/);
});

describe('a request to an address that somebody else chose', () => {
  let server: Server | undefined;
  afterEach(() => server?.closeAllConnections());

  function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
    return new Promise((ready) => {
      const made = createServer(answer as never);
      server = made;
      made.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${(made.address() as AddressInfo).port}/`));
    });
  }
  const post = (url: string, allowLocal: boolean, timeoutMs = 2_000) =>
    postOutside({ url, headers: {}, body: '{}' }, { allowLocal, timeoutMs });

  test('never reaches this machine or its neighbours, by number, by name or without TLS', async () => {
    const url = await listen((_, response) => response.end());
    await expect(post(url, false)).rejects.toThrow('not-https');
    for (const inside of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://0x7f.1/',
    ])
      await expect(post(inside, false), inside).rejects.toThrow('not-public');
    await expect(post('https://localhost/', false)).rejects.toThrow('not-public');
    expect(await post(url, true)).toBe(200);
  });

  test('takes a redirect as the answer and follows it nowhere', async () => {
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response.writeHead(302, { location: 'http://127.0.0.1/elsewhere' }).end();
    });
    expect(await post(url, true)).toBe(302);
    expect(asked).toBe(1);
  });

  test('ends in time, and reads no more than an acknowledgement has', async () => {
    const silent = await listen(() => undefined);
    await expect(post(silent, true, 50)).rejects.toThrow('timed-out');
    server?.closeAllConnections();
    const flood = await listen((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await post(flood, true)).toBe(200);
    server?.closeAllConnections();
    await expect(post('http://127.0.0.1:1/', true)).rejects.toThrow('connection-refused');
  });

  test('ends when the connection does, also in the middle of an answer', async () => {
    const broken = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('begun', () => request.socket.end());
    });
    await expect(post(broken, true)).rejects.toThrow('connection-closed');
  });
});
