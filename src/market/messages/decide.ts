import { type Decision, refuse } from '../../kernel/decision.ts';
import type { MessageId, PartyId } from '../../kernel/ids.ts';
import { type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Conversation, ConversationEvent, Subject } from './conversation.ts';

type ConversationDecision = Decision<ConversationEvent>;

export function decideOpen(
  command: {
    readonly at: EpochMs;
    readonly buyer: PartyId;
    readonly seller: PartyId;
    readonly subject: Subject;
    /** Conversations that this buyer opened today, orders' own not counted. */
    readonly openedToday: number;
  },
  rulebook: Pick<Rulebook, 'messages'>,
): ConversationDecision {
  const { at, buyer, seller, subject, openedToday } = command;
  const { newConversationsPerDayMax } = rulebook.messages;
  // Whoever has an order may always speak about it.
  if (subject.kind !== 'order' && openedToday >= newConversationsPerDayMax)
    return refuse('too-many-conversations', `You can ask ${newConversationsPerDayMax} new questions a day.`, {
      facts: { newConversationsPerDayMax },
    });
  return [{ type: 'ConversationOpened', at, buyer, seller, subject }];
}

/** `characters` is the length of the text, which itself is private and kept outside. */
export function decideSend(
  conversation: Conversation,
  command: {
    readonly at: EpochMs;
    readonly messageId: MessageId;
    readonly from: 'buyer' | 'seller';
    readonly text: Commitment;
    readonly characters: number;
  },
  rulebook: Pick<Rulebook, 'messages'>,
): ConversationDecision {
  const { at, messageId, from, text, characters } = command;
  const { textCharactersMax, perHourMax, messagesPerConversationMax } = rulebook.messages;
  if (characters === 0) return refuse('text-missing', 'Write something.', { field: 'text' });
  if (characters > textCharactersMax)
    return refuse('text-too-long', `A message has ${textCharactersMax} characters at most.`, {
      field: 'text',
      facts: { characters, textCharactersMax },
    });
  if (conversation.messages.length >= messagesPerConversationMax)
    return refuse('conversation-full', 'This conversation has become too long; begin a new one.');
  const lastHour = conversation.messages.filter((m) => m.from === from && m.at > at - HOUR_MS);
  if (lastHour.length >= perHourMax)
    return refuse('too-many-messages', `You can send ${perHourMax} messages an hour here; wait a little.`, {
      facts: { perHourMax },
    });
  const { buyer, seller, question } = conversation;
  const sent = { type: 'MessageSent', at, messageId, from, buyer, seller, text } as const;
  if (from === 'buyer') return [question ? sent : { ...sent, asks: true }];
  return [question ? { ...sent, answers: question } : sent];
}
