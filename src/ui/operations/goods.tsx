import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey, passed } from '../api.ts';
import { Money } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { DONE, runCommand } from './commands.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface WaitingListing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly price: { readonly amountMinor: number; readonly currency: string };
  readonly edition: number;
  readonly seller: string;
  readonly sellerName: string;
  /** The rule on goods that stopped it. */
  readonly objection: { readonly title: string; readonly clause: string; readonly matched: string } | null;
}

export async function loader(args: LoaderFunctionArgs) {
  const waiting = await get<{ listings: readonly WaitingListing[]; next: string | null }>(
    args,
    `/goods-reviews${passed(args, ['cursor'])}`,
  );
  return { ...waiting, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/goods');
}

export default function GoodsPage() {
  const { listings, next, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Goods" area="Operations">
        Articles that matched a rule on restricted goods. They are shown once a person has cleared them.
      </PageHead>
      <DoneNotice messages={DONE} />
      {listings.length === 0 && <EmptyState title="No article waits for a person" />}
      <div className="grid gap-4 lg:grid-cols-2">
        {listings.map((listing) => (
          <GoodsPanel key={listing.id} listing={listing} formKey={formKey} />
        ))}
      </div>
      <Pagination next={next} />
    </div>
  );
}

function GoodsPanel({ listing, formKey }: { listing: WaitingListing; formKey: string }) {
  const { objection } = listing;
  return (
    <Panel
      title={listing.title}
      hint={words(listing.category)}
      actions={
        <TextLink strong to={`/ops/parties/${listing.seller}`} className="text-sm">
          {listing.sellerName}
        </TextLink>
      }
    >
      <div className="grid gap-3 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <Money amount={listing.price} />
          {objection && (
            <Badge tone="warn">
              {objection.title}: “{objection.matched}”, clause {objection.clause}
            </Badge>
          )}
        </p>
        <p className="whitespace-pre-line">{listing.description}</p>
        <Disclosure label="Decide" intent="review-goods" subject={listing.id}>
          <CommandForm intent="review-goods" subject={listing.id} formKey={formKey}>
            <input type="hidden" name="edition" value={listing.edition} />
            <Choice
              name="outcome"
              legend="Decision"
              options={[
                { value: 'clear', label: 'Clear it', hint: 'It is shown from now on.' },
                { value: 'refuse', label: 'Refuse it' },
              ]}
            />
            <TextField name="why" label="Why" maxLength={1_000} />
            <div>
              <Button>Record the decision</Button>
            </div>
          </CommandForm>
        </Disclosure>
      </div>
    </Panel>
  );
}
