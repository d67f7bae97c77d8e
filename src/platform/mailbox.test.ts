import { afterEach, beforeEach, expect, it } from 'vitest';
import { ImapServer } from '../../test/imap.ts';
import { HOUR_MS } from '../kernel/time.ts';
import type { MailRefusal } from './mail-parsing.ts';
import { mailboxAt } from './mailbox-address.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

let imap: ImapServer;
let box: Mailbox;
/** Subjects as they were tried. */
let tried: string[];

beforeEach(async () => {
  imap = await ImapServer.start();
  tried = [];
  const account = mailboxAt(imap.address);
  if (!account) throw new Error(`no mailbox: ${imap.address}`);
  const take = async ({ subject }: { readonly subject: string }): Promise<MailRefusal | undefined> => {
    tried.push(subject);
    return subject.startsWith('Flood') ? { later: true, why: 'too many' } : undefined;
  };
  box = openMailbox({ account, bytesMax: 10_000, everyMs: HOUR_MS, take, report: () => undefined });
});
afterEach(async () => {
  await box.close();
  await imap[Symbol.asyncDispose]();
});

function deliver(subject: string): void {
  imap.deliver(`From: a@mail.example\r\nTo: help@shop.example\r\nSubject: ${subject}\r\n\r\nHello\r\n`);
}

it('what waits for another time does not keep other mails waiting, however much of it there is', async () => {
  for (let i = 0; i < 250; i++) deliver('Flood');
  deliver('Question');
  expect(await box.pass()).toBe(0);
  // Not tried yet, so it goes first.
  expect(await box.pass()).toBe(1);
  expect(tried).toContain('Question');
  deliver('Another');
  expect(await box.pass()).toBe(1);
  expect(tried).toContain('Another');
});

it('each mail that waits is tried again in its turn', async () => {
  for (let i = 0; i < 250; i++) deliver(`Flood ${i}`);
  await box.pass();
  await box.pass();
  expect(new Set(tried).size).toBe(250);
  // The 50 that the first pass left came first in the second, and come last in the third.
  await box.pass();
  expect(tried.slice(200, 250)).toEqual(Array.from({ length: 50 }, (_, i) => `Flood ${200 + i}`));
  expect(tried.slice(400, 402)).toEqual(['Flood 150', 'Flood 151']);
});
