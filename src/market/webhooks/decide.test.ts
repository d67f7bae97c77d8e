import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { RULEBOOK } from '../../../test/rulebook.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import {
  decideAdd,
  decideChange,
  decideRemove,
  decideRotate,
  decideSendAgain,
  decideSwitch,
  decideTest,
} from './decide.ts';
import { targetProblem } from './target.ts';
import { type Webhook, type WebhookEvent, webhooks } from './webhook.ts';

const owner = 'pty_shop' as PartyId;
const url = 'url-1' as Commitment;
const other = 'url-2' as Commitment;
const secret = 'secret-1' as Commitment;
const added: WebhookEvent = { type: 'WebhookAdded', at: 1, owner, url, secret, topics: ['order.placed'] };
const off: WebhookEvent = { type: 'WebhookSwitchedOff', at: 2, owner, why: 'failing' };
const removed: WebhookEvent = { type: 'WebhookRemoved', at: 3 };
const is = (state: Webhook | undefined) => state as Webhook;

describe('a receiver', () => {
  const add = { at: 5, owner, url, secret, topics: ['order.placed'] } as const;

  test('is added once an address, with something to be told of', () => {
    given(webhooks)
      .when(() => decideAdd([], add, RULEBOOK))
      .then({ type: 'WebhookAdded', owner });
    given(webhooks)
      .when(() => decideAdd([], { ...add, topics: [] }, RULEBOOK))
      .refused('topics-missing', 'topics');
    const one = is(given(webhooks, added).state);
    given(webhooks)
      .when(() => decideAdd([one], add, RULEBOOK))
      .refused('webhook-exists', 'url');
    const gone = is(given(webhooks, added, removed).state);
    given(webhooks)
      .when(() => decideAdd([gone], add, RULEBOOK))
      .then({ type: 'WebhookAdded' });
  });

  test('is one of few', () => {
    const many = Array.from({ length: RULEBOOK.webhooks.receiversMax }, () =>
      is(given(webhooks, added).state),
    );
    given(webhooks)
      .when(() => decideAdd(many, { ...add, url: other }, RULEBOOK))
      .refused('webhooks-full');
  });

  test('is changed, and what is the same already is no change', () => {
    const change = { at: 4, url, topics: ['order.placed', 'payout.sent'] } as const;
    given(webhooks, added)
      .when((w) => decideChange(is(w), change))
      .then({ type: 'WebhookChanged' });
    given(webhooks, added)
      .when((w) => decideChange(is(w), { at: 4, url, topics: ['order.placed'] }))
      .thenNothing();
    given(webhooks, added)
      .when((w) => decideChange(is(w), { at: 4, url, topics: [] }))
      .refused('topics-missing', 'topics');
    given(webhooks, added, removed)
      .when((w) => decideChange(is(w), change))
      .refused('webhook-removed');
  });

  test('is switched off and on, each once', () => {
    const why = 'failing' as const;
    given(webhooks, added)
      .when((w) => decideSwitch(is(w), { at: 4, on: false, why }))
      .then({ type: 'WebhookSwitchedOff', why });
    given(webhooks, added, off)
      .when((w) => decideSwitch(is(w), { at: 4, on: false, why }))
      .thenNothing();
    given(webhooks, added)
      .when((w) => decideSwitch(is(w), { at: 4, on: true }))
      .thenNothing();
    given(webhooks, added, off)
      .when((w) => decideSwitch(is(w), { at: 4, on: true }))
      .then({ type: 'WebhookSwitchedOn' });
    given(webhooks, added, removed)
      .when((w) => decideSwitch(is(w), { at: 4, on: true }))
      .refused('webhook-removed');
  });

  test('keeps its old secret for a while beside the new one', () => {
    const rotated = given(webhooks, added)
      .when((w) => decideRotate(is(w), { at: 10, secret: 'secret-2' as Commitment }, RULEBOOK))
      .state();
    const until = 10 + RULEBOOK.webhooks.secretOverlapHours * HOUR_MS;
    expect(rotated).toMatchObject({ secret: 'secret-2', previous: { secret: 'secret-1', until } });
    given(webhooks, added, removed)
      .when((w) => decideRotate(is(w), { at: 10, secret }, RULEBOOK))
      .refused('webhook-removed');
  });

  test('is tried out and asked again only while it is on', () => {
    given(webhooks, added)
      .when((w) => decideTest(is(w), 4))
      .then({ type: 'WebhookTested', owner });
    given(webhooks, added, off)
      .when((w) => decideTest(is(w), 4))
      .refused('webhook-off');
    const again = { at: 4, deliveryId: 'msg_1_x' };
    given(webhooks, added)
      .when((w) => decideSendAgain(is(w), again))
      .then({ type: 'DeliveryAskedAgain', deliveryId: 'msg_1_x' });
    given(webhooks, added, off)
      .when((w) => decideSendAgain(is(w), again))
      .refused('webhook-off');
  });

  test('is removed once', () => {
    given(webhooks, added)
      .when((w) => decideRemove(is(w), 4))
      .then({ type: 'WebhookRemoved' });
    given(webhooks, added, removed)
      .when((w) => decideRemove(is(w), 4))
      .thenNothing();
  });
});

test('an address is https and of the internet, unless everything runs on one machine', () => {
  expect(targetProblem('https://shop.example/hooks?x=1', false)).toBeUndefined();
  expect(targetProblem('http://localhost:9000/hooks', true)).toBeUndefined();
  for (const wrong of [
    'shop.example',
    'http://shop.example',
    'ftp://shop.example',
    'https://user:word@shop.example',
    'https://shop.example/#part',
    'https://localhost/hooks',
    `https://shop.example/${'x'.repeat(500)}`,
  ])
    expect(targetProblem(wrong, false), wrong).toBeTypeOf('string');
});
