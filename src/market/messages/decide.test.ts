import { describe, it } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import type { ListingId, MessageId, OrderId, PartyId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { type Conversation, type ConversationEvent, conversations, type Subject } from './conversation.ts';
import { decideOpen, decideSend } from './decide.ts';

const { rulebook } = new TestMarket().book;
const { newConversationsPerDayMax, perHourMax, textCharactersMax, messagesPerConversationMax } =
  rulebook.messages;
const at = Date.UTC(2026, 0, 5);
const buyer = 'pty_b' as PartyId;
const seller = 'pty_s' as PartyId;
const text = 'c' as Commitment;

const aboutListing: Subject = { kind: 'listing', listingId: 'lst_1' as ListingId };
const opened: ConversationEvent = { type: 'ConversationOpened', at, buyer, seller, subject: aboutListing };
const said = (from: 'buyer' | 'seller', n: number, when = at): ConversationEvent => ({
  type: 'MessageSent',
  at: when,
  messageId: `msg_${n}` as MessageId,
  from,
  buyer,
  seller,
  text,
});
const open = (subject: Subject, openedToday: number) => () =>
  decideOpen({ at, buyer, seller, subject, openedToday }, rulebook);
const send =
  (from: 'buyer' | 'seller', more: { at?: number; characters?: number } = {}) =>
  (s: Conversation | undefined) =>
    decideSend(
      s as Conversation,
      { at, messageId: 'msg_x' as MessageId, from, text, characters: 5, ...more },
      rulebook,
    );
const times = (n: number, make: (i: number) => ConversationEvent) =>
  Array.from({ length: n }, (_, i) => make(i));

describe('opening', () => {
  it('has a limit a day, except about an order', () => {
    given(conversations)
      .when(open(aboutListing, newConversationsPerDayMax - 1))
      .then({ type: 'ConversationOpened' });
    given(conversations)
      .when(open(aboutListing, newConversationsPerDayMax))
      .refused('too-many-conversations');
    const aboutOrder: Subject = { kind: 'order', orderId: 'ord_1' as OrderId };
    given(conversations)
      .when(open(aboutOrder, newConversationsPerDayMax))
      .then({ type: 'ConversationOpened' });
  });
});

describe('sending', () => {
  it('the first message since the seller spoke asks, and the next of the seller answers it', () => {
    given(conversations, opened).when(send('buyer')).then({ type: 'MessageSent', asks: true });
    given(conversations, opened, said('buyer', 1))
      .when(send('buyer'))
      .then({ type: 'MessageSent', from: 'buyer' });
    given(conversations, opened, said('buyer', 1), said('buyer', 2, at + 1))
      .when(send('seller', { at: at + HOUR_MS }))
      .then({ type: 'MessageSent', answers: { messageId: 'msg_1' as MessageId, askedAt: at } });
    given(conversations, opened, said('buyer', 1), said('seller', 2))
      .when(send('buyer'))
      .then({ asks: true });
  });

  it('needs a text of sensible length', () => {
    given(conversations, opened)
      .when(send('buyer', { characters: 0 }))
      .refused('text-missing', 'text');
    given(conversations, opened)
      .when(send('buyer', { characters: textCharactersMax }))
      .then({ type: 'MessageSent' });
    given(conversations, opened)
      .when(send('buyer', { characters: textCharactersMax + 1 }))
      .refused('text-too-long', 'text');
  });

  it('is limited an hour for each side', () => {
    const flood = times(perHourMax, (i) => said('buyer', i));
    given(conversations, opened, ...flood)
      .when(send('buyer'))
      .refused('too-many-messages');
    given(conversations, opened, ...flood)
      .when(send('seller'))
      .then({ type: 'MessageSent' });
    given(conversations, opened, ...flood)
      .when(send('buyer', { at: at + HOUR_MS }))
      .then({ type: 'MessageSent' });
  });

  it('ends when the conversation is full', () => {
    const full = times(messagesPerConversationMax, (i) => said('buyer', i));
    given(conversations, opened, ...full)
      .when(send('seller'))
      .refused('conversation-full');
  });
});
