import { useTranslations } from 'use-intl';

import { get, getOr, type PageArgs, query, type Sent, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { GuideList } from './guide-list.tsx';
import type { GuideRow } from './models.ts';

export async function guidesFor(args: PageArgs, listingId: string): Promise<readonly GuideRow[]> {
  const { language } = args.context.get(pageContext).preferences;
  const path = `/listings/${encodeURIComponent(listingId)}/guides${query({ language })}`;
  return (await get<{ guides: readonly GuideRow[] }>(args, path)).guides;
}

/** Use and care of one article, on its page. */
export function Care({ guides }: { guides: readonly GuideRow[] }) {
  const t = useTranslations('help');
  if (guides.length === 0) return null;
  return (
    <Panel title={t('care')}>
      <GuideList guides={guides} />
    </Panel>
  );
}

interface ReminderRow {
  readonly guideId: string;
  readonly nextAt: number;
}

/** What an owner needs of an order: guides for each article, and of which of them they are reminded. */
export interface OrderCare {
  readonly goods: readonly { readonly listingId: string; readonly guides: readonly GuideRow[] }[];
  readonly reminders: readonly ReminderRow[];
}

/** Orders of more articles show the care of the first ones; each article's page has its own. */
const ARTICLES_MAX = 5;

export async function careOf(
  args: PageArgs,
  order: { readonly id: string; readonly lines: readonly { readonly listingId: string }[] },
): Promise<OrderCare> {
  const ids = [...new Set(order.lines.map((line) => line.listingId))].slice(0, ARTICLES_MAX);
  const [goods, set] = await Promise.all([
    Promise.all(ids.map(async (listingId) => ({ listingId, guides: await guidesFor(args, listingId) }))),
    getOr<{ reminders: readonly ReminderRow[] }>(args, `/me/reminders${query({ orderId: order.id })}`, [403]),
  ]);
  return { goods: goods.filter(({ guides }) => guides.length > 0), reminders: set?.reminders ?? [] };
}

/** Sets or ends a reminder, if the form was about one. */
export async function changeReminder(
  args: PageArgs,
  orderId: string,
  form: FormData,
): Promise<Sent<unknown> | undefined> {
  const intent = textOf(form, 'intent');
  if (intent !== 'remind' && intent !== 'forget') return undefined;
  const path = `/me/reminders/${encodeURIComponent(orderId)}/${encodeURIComponent(textOf(form, 'subject'))}`;
  return send(args, path, {}, textOf(form, 'key'), intent === 'remind' ? 'PUT' : 'DELETE');
}

interface OrderCareProps {
  readonly care: OrderCare;
  readonly orderId: string;
  /** Reminders count from the delivery. */
  readonly isDelivered: boolean;
  readonly formKey: string;
}

export function CareOfOrder({ care, orderId, isDelivered, formKey }: OrderCareProps) {
  const t = useTranslations('help');
  const upkeep = care.goods
    .flatMap(({ guides }) => guides)
    .filter((guide) => isDelivered && guide.everyMonths !== null);
  return (
    <Panel
      title={t('care')}
      actions={
        <span className="text-sm">
          <TextLink to={`/help/ask?order=${orderId}`}>{t('get-help')}</TextLink>
        </span>
      }
    >
      {care.goods.length === 0 && <p className="text-sm text-muted">{t('none-text')}</p>}
      <div className="grid gap-4">
        {care.goods.map(({ listingId, guides }) => (
          <GuideList key={listingId} guides={guides} />
        ))}
        {upkeep.map((guide) => (
          <Upkeep
            key={guide.guideId}
            guide={guide}
            next={care.reminders.find((r) => r.guideId === guide.guideId)?.nextAt ?? null}
            formKey={formKey}
          />
        ))}
      </div>
    </Panel>
  );
}

interface UpkeepProps {
  readonly guide: GuideRow;
  readonly next: number | null;
  readonly formKey: string;
}

function Upkeep({ guide, next, formKey }: UpkeepProps) {
  const t = useTranslations('help');
  const intent = next === null ? 'remind' : 'forget';
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-sunken px-3 py-2 text-sm">
      <span>
        {guide.title}
        {next !== null && (
          <span className="block text-muted">
            {t.rich('next', { date: () => <DateTime at={next} only="date" /> })}
          </span>
        )}
      </span>
      <CommandForm intent={intent} subject={guide.guideId} formKey={formKey}>
        <Button look="secondary">{t(intent)}</Button>
      </CommandForm>
    </div>
  );
}
