import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, query, readForm, send, textOf } from '../api.ts';
import { Day, Money } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { CategoryList } from '../storefront/models.ts';
import type { Promotion } from '../storefront/promotions.ts';
import { PlanForm, promotionInput } from './promotion-form.tsx';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [{ promotions }, { categories }] = await Promise.all([
    get<{ readonly promotions: readonly Promotion[] }>(args, '/promotions'),
    get<CategoryList>(args, '/categories'),
  ]);
  return { promotions, categories: categories.map(({ value }) => value), formKey: newKey() };
}

const DONE = {
  plan: 'The promotion is planned. It shows by itself on its days.',
  end: 'The promotion is ended: its page says so, and the start page no longer shows it.',
};

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  if (intent === 'plan') {
    const sent = await send(args, '/promotions', promotionInput(form), key);
    return sent.ok ? done('/ops/promotions', intent) : failure(form, sent.problem);
  }
  if (intent === 'end') {
    const id = encodeURIComponent(textOf(form, 'subject'));
    const sent = await send(args, `/promotions/${id}/end`, { why: textOf(form, 'why') }, key);
    return sent.ok ? done('/ops/promotions', intent) : failure(form, sent.problem);
  }
  return failure(form, { title: 'This form is not known here.', status: 400 });
}

export default function PromotionsPage() {
  const { promotions, categories, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const decides = hasRole(me, ['head']);
  return (
    <div className="grid gap-6">
      <PageHead title="Promotions" area="Operations">
        Themes that goods of a kind are on show under for some days. Which of them stand first is decided by
        search, within its budget of attention: no listing and no shop can be named.
      </PageHead>
      <DoneNotice messages={DONE} />
      <Panel title="Coming, running and over" flush>
        <Table
          caption="Promotions, the latest first"
          columns={columnsFor(decides, formKey)}
          rows={promotions}
          keyOf={(row) => row.promotionId}
          empty="None is planned"
        />
      </Panel>
      {decides && (
        <Panel title="Plan a promotion" hint="It goes into the log with your name.">
          {/* Empty again once it is planned. */}
          <PlanForm key={formKey} formKey={formKey} categories={categories} />
        </Panel>
      )}
    </div>
  );
}

const TONES: Readonly<Record<Promotion['state'], Tone>> = {
  coming: 'info',
  running: 'good',
  over: 'neutral',
};

function columnsFor(decides: boolean, formKey: string): readonly Column<Promotion>[] {
  return [
    {
      head: 'Theme',
      lead: true,
      wide: true,
      cell: ({ promotionId, wording: { en } }) => (
        <>
          <TextLink to={`/promotions/${promotionId}`}>{en.title}</TextLink>
          <span className="block text-xs text-muted">{en.text}</span>
        </>
      ),
    },
    { head: 'Goods', wide: true, cell: (row) => <Goods choice={row.choice} /> },
    {
      head: 'Days',
      cell: ({ from, to }) => (
        <>
          <Day at={from} /> to <Day at={to} />
        </>
      ),
    },
    {
      head: 'State',
      wide: true,
      cell: (row) => (
        <span className="grid gap-1">
          <span>
            <Badge tone={TONES[row.state]}>{words(row.state)}</Badge>
          </span>
          {row.ended && <span className="text-xs text-muted">Ended early: {row.ended.why}</span>}
          {decides && row.state !== 'over' && <EndForm promotionId={row.promotionId} formKey={formKey} />}
        </span>
      ),
    },
  ];
}

/** What is in it, as a search that anybody can look at. */
function Goods({ choice }: Pick<Promotion, 'choice'>) {
  const { words: typed, category, attributes, priceMaxEuroCents } = choice;
  const details = Object.entries(attributes).map(([name, values]) => `${name}: ${values.join(' or ')}`);
  const a = Object.entries(attributes).flatMap(([name, values]) => values.map((value) => `${name}:${value}`));
  const said = [
    ...(category === null ? [] : [words(category)]),
    ...(typed === '' ? [] : [`“${typed}”`]),
    ...details,
  ];
  const base = query({ q: typed, category });
  const search = a.reduce(
    (path, value) => `${path}${path === '' ? '?' : '&'}a=${encodeURIComponent(value)}`,
    base,
  );
  return (
    <>
      <TextLink to={`/search${search}`}>{said.join(', ')}</TextLink>
      {priceMaxEuroCents !== null && (
        <span className="block text-xs text-muted">
          up to <Money amount={{ amountMinor: priceMaxEuroCents, currency: 'EUR' }} />
        </span>
      )}
    </>
  );
}

function EndForm({ promotionId, formKey }: { promotionId: string; formKey: string }) {
  return (
    <Disclosure label="End it" intent="end" subject={promotionId}>
      <CommandForm intent="end" subject={promotionId} formKey={formKey}>
        <TextField name="why" label="Why" maxLength={1_000} />
        <div>
          <Button>End it now</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
