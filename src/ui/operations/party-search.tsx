import { useId } from 'react';
import { Form, type LoaderFunctionArgs, useLoaderData, useSearchParams } from 'react-router';

import { DateTime } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { findParties } from './parties.ts';
import type { PartyRow } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return findParties(args);
}

const COLUMNS: readonly Column<PartyRow>[] = [
  {
    head: 'Party',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/parties/${row.id}`}>
        {row.name}
      </TextLink>
    ),
  },
  { head: 'Kind', cell: (row) => <Badge>{words(row.kind)}</Badge> },
  { head: 'Standing', cell: (row) => <StandingPill word={row.standing} /> },
  { head: 'Country', cell: (row) => row.country },
  { head: 'Since', cell: (row) => <DateTime at={row.since} only="date" /> },
  { head: 'Active points', numeric: true, cell: (row) => row.points },
];

export default function PartySearchPage() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Parties" area="Operations" />
      <SearchForm />
      <Panel title="Found" flush>
        <Table
          caption="Parties"
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => row.id}
          empty="Nobody matches"
        />
        <Pagination next={next} />
      </Panel>
    </div>
  );
}

const KINDS = ['seller', 'buyer', 'staff'];
const STANDINGS = ['good', 'held', 'restricted', 'stopped', 'barred'];
const CONTROL = 'min-h-10 rounded-lg border border-line-strong bg-surface px-3 text-sm';

function SearchForm() {
  const id = useId();
  const [search] = useSearchParams();
  return (
    <search>
      <Form key={search.toString()} className="flex flex-wrap items-end gap-3">
        <div className="grid w-full gap-1 sm:w-72">
          <label htmlFor={`${id}-q`} className="text-xs font-medium text-muted">
            Name or id
          </label>
          <input
            id={`${id}-q`}
            name="q"
            type="search"
            maxLength={200}
            defaultValue={search.get('q') ?? ''}
            className={CONTROL}
          />
        </div>
        <OptionField id={`${id}-kind`} name="kind" label="Kind" options={KINDS} value={search.get('kind')} />
        <OptionField
          id={`${id}-standing`}
          name="standing"
          label="Standing"
          options={STANDINGS}
          value={search.get('standing')}
        />
        <Button look="secondary">Search</Button>
      </Form>
    </search>
  );
}

interface OptionFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string | null;
}

function OptionField({ id, name, label, options, value }: OptionFieldProps) {
  return (
    <div className="grid flex-1 gap-1 sm:flex-none">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <select id={id} name={name} defaultValue={value ?? ''} className={`${CONTROL} min-w-32`}>
        <option value="">Any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
