import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey, passed } from '../../api.ts';
import { Clock, DateTime } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextArea, TextField } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { EmptyState, Facts, PageHead, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import type { AuthorityOrder } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const page = await get<{ orders: readonly AuthorityOrder[]; next: string | null }>(
    args,
    `/quality/authority-orders${passed(args, ['cursor'])}`,
  );
  return { ...page, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/quality/authorities');
}

export default function AuthoritiesPage() {
  const { orders, next, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  return (
    <div className="grid gap-6">
      <PageHead title="Authorities" area="Operations">
        Orders within two working days of the authority’s country, safety notices within three (Regulation
        (EU) 2023/988, article 22).
      </PageHead>
      <DoneNotice messages={DONE} />
      {hasRole(me, ['representative', 'inspector', 'head']) && <RecordForm formKey={formKey} />}
      {orders.length === 0 && <EmptyState title="No order of an authority" />}
      <div className="grid gap-4 lg:grid-cols-2">
        {orders.map((order) => (
          <OrderPanel key={order.id} order={order} formKey={formKey} />
        ))}
      </div>
      <Pagination next={next} />
    </div>
  );
}

function OrderPanel({ order, formKey }: { order: AuthorityOrder; formKey: string }) {
  const { me } = useReader();
  const isOpen = order.status === 'open';
  return (
    <Panel
      title={order.authority}
      hint={`${words(order.kind)} ${order.reference}, ${order.country}`}
      actions={
        <span className="flex gap-1.5">
          {order.late && <Badge tone="bad">Overdue</Badge>}
          <Badge tone={isOpen ? 'warn' : 'good'}>{words(order.outcome ?? order.status)}</Badge>
        </span>
      }
    >
      <div className="grid gap-3 text-sm">
        <p className="whitespace-pre-line">{order.asks}</p>
        <Facts
          facts={[
            ['Received', <DateTime key="received" at={order.receivedAt} />],
            ['Answer by', isOpen && <Clock key="due" due={order.dueAt} />],
            ['Calendar', order.calendar],
            ['Article numbers', order.gtins.join(', ')],
            [
              'Listings',
              order.listings.length > 0 && (
                <ul key="listings" className="grid">
                  {order.listings.slice(0, 10).map((id) => (
                    <li key={id}>
                      <TextLink to={`/ops/quality/goods/${id}`}>{id}</TextLink>
                    </li>
                  ))}
                </ul>
              ),
            ],
            ['Answered', order.answeredAt && <DateTime key="answered" at={order.answeredAt} />],
            [
              'Recall',
              order.recallId && (
                <TextLink key="recall" to={`/ops/quality/recalls/${order.recallId}`}>
                  To the recall
                </TextLink>
              ),
            ],
          ]}
        />
        {order.answer && <p className="border-s-2 border-line ps-3 whitespace-pre-line">{order.answer}</p>}
        {isOpen && hasRole(me, ['inspector', 'head']) && <AnswerForm order={order} formKey={formKey} />}
      </div>
    </Panel>
  );
}

const OUTCOMES = [
  { value: 'goods-stopped', label: 'Stop these goods now' },
  { value: 'recalled', label: 'They are recalled' },
  { value: 'nothing-found', label: 'Nothing of it is offered here' },
  { value: 'not-competent', label: 'Not for us to act on' },
];

function AnswerForm({ order, formKey }: { order: AuthorityOrder; formKey: string }) {
  return (
    <Disclosure label="Answer it" intent="answer-order" subject={order.id}>
      <CommandForm intent="answer-order" subject={order.id} formKey={formKey}>
        <Select name="outcome" label="What is done" options={OUTCOMES} />
        <TextField name="recallId" label="Recall" hint="Its id, where they are recalled" optional />
        <TextArea name="answer" label="Answer to the authority" maxLength={5_000} />
        <div>
          <Button>Record the answer</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function RecordForm({ formKey }: { formKey: string }) {
  return (
    <div className="max-w-2xl">
      <Disclosure label="Put an order or notice on record" intent="record-order">
        <CommandForm intent="record-order" formKey={formKey}>
          <Select
            name="kind"
            label="Kind"
            options={[
              { value: 'order', label: 'Order: two working days' },
              { value: 'notice', label: 'Safety notice: three working days' },
            ]}
            defaultValue="order"
          />
          <TextField name="authority" label="Authority" maxLength={200} />
          <TextField name="country" label="Country" hint="Such as DE" maxLength={2} />
          <TextField name="reference" label="Its file number" maxLength={100} />
          <TextField name="receivedAt" label="Received (UTC)" type="datetime-local" />
          <TextArea name="listings" label="Listings" hint="Ids" rows={2} optional />
          <TextArea name="gtins" label="Article numbers" rows={2} optional />
          <TextArea name="asks" label="What it asks for" maxLength={5_000} />
          <div>
            <Button>Start the clock</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
