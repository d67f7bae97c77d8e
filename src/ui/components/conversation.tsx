/** Conversations as both sides see them: buyers under /messages, sellers under /seller/messages. */
import { useTranslations } from 'use-intl';

import type { EpochMs } from '../../kernel/time.ts';
import { DateTime, RelativeTime } from './amounts.tsx';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { CommandForm, TextArea } from './field.tsx';
import { TextLink } from './text-link.tsx';

export type Side = 'buyer' | 'seller';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ConversationHead {
  readonly conversationId: string;
  readonly buyer: Named;
  readonly seller: Named;
  readonly subject:
    | { readonly kind: 'shop' }
    | { readonly kind: 'listing'; readonly listingId: string }
    | { readonly kind: 'order'; readonly orderId: string };
  readonly openedAt: EpochMs;
  /** When the buyer asked what the seller has not answered yet. */
  readonly unansweredSince: EpochMs | null;
}

export interface ConversationRow extends ConversationHead {
  readonly last: { readonly from: Side; readonly at: EpochMs; readonly text: string | null } | null;
}

export interface ConversationPage extends ConversationHead {
  readonly messages: readonly {
    readonly messageId: string;
    readonly from: Side;
    readonly at: EpochMs;
    /** `null` once it is erased. */
    readonly text: string | null;
  }[];
}

interface RowsProps {
  readonly side: Side;
  readonly conversations: readonly ConversationRow[];
  /** Path below which each conversation has its page. */
  readonly base: string;
}

export function ConversationRows({ side, conversations, base }: RowsProps) {
  const t = useTranslations('talk');
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
      {conversations.map((conversation) => (
        <li key={conversation.conversationId} className="grid gap-1 p-4">
          <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <TextLink strong to={`${base}/${conversation.conversationId}`}>
              {side === 'buyer' ? conversation.seller.name : conversation.buyer.name}
            </TextLink>
            <span className="flex items-center gap-3 text-sm text-muted">
              {conversation.unansweredSince !== null && (
                <Badge tone={side === 'seller' ? 'warn' : 'neutral'}>
                  {side === 'seller' ? t('needs-answer') : t('waiting')}
                </Badge>
              )}
              {conversation.last && <RelativeTime at={conversation.last.at} />}
            </span>
          </p>
          <p className="text-xs text-muted">{t(`about.${conversation.subject.kind}`)}</p>
          {conversation.last && (
            <p className="line-clamp-2 text-sm">
              {conversation.last.from === side && <span className="text-muted">{t('you')}: </span>}
              {conversation.last.text ?? t('erased')}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The oldest first; one's own on the right. Who wrote is said in words too. */
export function MessageList({ side, conversation }: { side: Side; conversation: ConversationPage }) {
  const t = useTranslations('talk');
  const other = side === 'buyer' ? conversation.seller.name : conversation.buyer.name;
  return (
    <ol className="grid gap-3">
      {conversation.messages.map((message) => {
        const own = message.from === side;
        const look = own
          ? 'justify-self-end rounded-ee-sm bg-accent-soft'
          : 'justify-self-start rounded-es-sm border border-line bg-surface';
        return (
          <li
            key={message.messageId}
            className={`max-w-[85%] rounded-2xl px-4 py-2.5 text-sm sm:max-w-[70%] ${look}`}
          >
            <p className="mb-0.5 text-xs text-muted">
              {own ? t('you') : other} · <DateTime at={message.at} />
            </p>
            <p className="whitespace-pre-line">
              {message.text ?? <span className="text-muted">{t('erased')}</span>}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

interface WriteProps {
  readonly formKey: string;
  readonly label: string;
  readonly hint?: string;
}

/** The form with intent `send` and the field `text`. */
export function WriteMessage({ formKey, label, hint }: WriteProps) {
  const t = useTranslations('talk');
  return (
    // What was sent must not stay in the field: the key changes with each message.
    <CommandForm key={formKey} intent="send" formKey={formKey} className="grid gap-3">
      <TextArea name="text" label={label} maxLength={4000} {...(hint === undefined ? {} : { hint })} />
      <Button className="justify-self-start">{t('send')}</Button>
    </CommandForm>
  );
}
