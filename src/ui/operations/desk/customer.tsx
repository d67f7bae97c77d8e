import { DateTime } from '../../components/amounts.tsx';
import { StandingPill, words } from '../../components/badge.tsx';
import { useMayOpen } from '../../components/may-open.ts';
import { Facts, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { Customer } from './models.ts';

/** Beside the conversation: what somebody who answers has to know, and no more. */
export function CustomerPanel({ customer }: { customer: Customer }) {
  const mayOpen = useMayOpen();
  const { party, orders, returns, complaints, tickets } = customer;
  const record = `/ops/parties/${party.id}`;
  return (
    <Panel title={party.name} hint={words(customer.kind)} actions={<StandingPill word={customer.standing} />}>
      <div className="grid gap-5">
        <Facts
          facts={[
            ['Country', customer.country],
            ['Language', customer.language],
            ['Member since', <DateTime key="since" at={customer.since} only="date" />],
            [
              'Record',
              mayOpen(record) ? (
                <TextLink key="record" to={record}>
                  Open
                </TextLink>
              ) : null,
            ],
          ]}
        />
        <Block title="Orders" empty="No orders" count={orders.length}>
          {orders.map((order) => (
            <li key={order.id} className={order.asked ? 'rounded-lg bg-accent-soft p-2' : 'p-2'}>
              <p className="font-medium">{order.goods.join(', ')}</p>
              <p className="text-muted">
                {order.asked && 'Asked about · '}
                {words(order.status)} · {order.seller.name} · <DateTime at={order.placedAt} only="date" />
              </p>
            </li>
          ))}
        </Block>
        <Block title="Returns" empty="No returns" count={returns.length}>
          {returns.map((one) => (
            <li key={one.returnId} className={one.asked ? 'rounded-lg bg-accent-soft p-2' : 'p-2'}>
              <TextLink to={`/ops/returns/${one.returnId}`}>{words(one.reason)}</TextLink>
              <span className="text-muted">
                {' '}
                · wants {words(one.wanted).toLowerCase()} · {words(one.closedWhy ?? one.status)} ·{' '}
                <DateTime at={one.requestedAt} only="date" />
              </span>
            </li>
          ))}
        </Block>
        <Block title="Complaints" empty="No complaints" count={complaints.length}>
          {complaints.map((complaint) => (
            <li key={complaint.id} className="p-2">
              <TextLink to={`/ops/complaints/${complaint.id}`}>{complaint.title}</TextLink>
              <span className="text-muted"> · {words(complaint.status)}</span>
            </li>
          ))}
        </Block>
        <Block title="Other questions" empty="This is the first" count={tickets.length}>
          {tickets.map((ticket) => (
            <li key={ticket.ticketId} className="p-2">
              <TextLink to={`/ops/desk/${ticket.ticketId}`}>{ticket.title}</TextLink>
              <span className="text-muted"> · {words(ticket.status)}</span>
            </li>
          ))}
        </Block>
      </div>
    </Panel>
  );
}

interface BlockProps {
  readonly title: string;
  readonly empty: string;
  readonly count: number;
  readonly children: React.ReactNode;
}

function Block({ title, empty, count, children }: BlockProps) {
  return (
    <div className="grid gap-1 text-sm">
      <h3 className="font-medium">{title}</h3>
      {count === 0 ? (
        <p className="text-muted">{empty}</p>
      ) : (
        <ul className="-mx-2 grid gap-0.5">{children}</ul>
      )}
    </div>
  );
}
