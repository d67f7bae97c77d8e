import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Day } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { useReader } from '../reader.ts';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Strike {
  readonly strikeId?: string;
  readonly carrier: string;
  readonly countries: 'all' | readonly string[];
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly withdrawn: { readonly at: number; readonly why: string } | null;
}

export async function loader(args: LoaderFunctionArgs) {
  const { strikes } = await get<{ readonly strikes: readonly Strike[] }>(args, '/carrier-strikes');
  return { strikes, formKey: newKey() };
}

const DONE = {
  declare: 'The strike is on record: lateness that it touches is excused.',
  withdraw: 'The strike is withdrawn: what it excused counts again.',
};

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  if (intent === 'declare') {
    const named = textOf(form, 'countries')
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    const body = {
      carrier: textOf(form, 'carrier'),
      countries: named.length === 0 ? 'all' : named,
      from: textOf(form, 'from'),
      to: textOf(form, 'to'),
      source: textOf(form, 'source'),
    };
    const sent = await send(args, '/carrier-strikes', body, key);
    return sent.ok ? done('/ops/strikes', intent) : failure(form, sent.problem);
  }
  if (intent === 'withdraw') {
    const id = encodeURIComponent(textOf(form, 'subject'));
    const sent = await send(args, `/carrier-strikes/${id}/withdrawal`, { why: textOf(form, 'why') }, key);
    return sent.ok ? done('/ops/strikes', intent) : failure(form, sent.problem);
  }
  return failure(form, { title: 'This form is not known here.', status: 400 });
}

export default function StrikesPage() {
  const { strikes, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const decides = hasRole(me, ['head']);
  return (
    <div className="grid gap-6">
      <PageHead title="Carrier strikes" area="Operations">
        Days on which a carrier did not work. Orders that they made late count against nobody.
      </PageHead>
      <DoneNotice messages={DONE} />
      {decides && (
        <Panel
          title="Declare a strike"
          hint="It goes into the log with your name and where it can be read up."
        >
          {/* Empty again once the strike is on record. */}
          <DeclareForm key={formKey} formKey={formKey} />
        </Panel>
      )}
      <Panel title="Known strikes" flush>
        <Table
          caption="Strikes of carriers, the latest first"
          columns={columnsFor(decides, formKey)}
          rows={strikes}
          keyOf={(row) => row.strikeId ?? `${row.carrier} ${row.from}`}
          empty="No strike is known"
        />
      </Panel>
    </div>
  );
}

function columnsFor(decides: boolean, formKey: string): readonly Column<Strike>[] {
  return [
    {
      head: 'Carrier',
      lead: true,
      cell: (row) => (row.carrier === 'all' ? 'All carriers' : words(row.carrier)),
    },
    { head: 'Countries', cell: (row) => (row.countries === 'all' ? 'All' : row.countries.join(', ')) },
    {
      head: 'Days',
      cell: (row) => (
        <>
          <Day at={row.from} /> to <Day at={row.to} />
        </>
      ),
    },
    { head: 'Source', wide: true, cell: (row) => <span className="break-words">{row.source}</span> },
    { head: 'State', wide: true, cell: (row) => <State row={row} decides={decides} formKey={formKey} /> },
  ];
}

function State({ row, decides, formKey }: { row: Strike; decides: boolean; formKey: string }) {
  if (row.strikeId === undefined) return <Badge tone="neutral">Part of the rules</Badge>;
  if (row.withdrawn)
    return (
      <span className="grid gap-1">
        <span>
          <Badge tone="warn">Withdrawn</Badge>
        </span>
        <span className="text-xs text-muted">{row.withdrawn.why}</span>
      </span>
    );
  if (!decides) return <Badge tone="good">Declared</Badge>;
  return (
    <Disclosure label="Withdraw" intent="withdraw" subject={row.strikeId}>
      <CommandForm intent="withdraw" subject={row.strikeId} formKey={formKey}>
        <TextField name="why" label="Why" maxLength={1_000} />
        <div>
          <Button>Withdraw it</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function DeclareForm({ formKey }: { formKey: string }) {
  return (
    <CommandForm intent="declare" formKey={formKey}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="carrier"
          label="Carrier"
          hint="As parcels name it, or all"
          maxLength={80}
          autoComplete="off"
        />
        <TextField
          name="countries"
          label="Countries"
          hint="Codes such as DE, FR; all if left empty"
          optional
          maxLength={200}
          autoComplete="off"
        />
        <TextField name="from" label="First day" type="date" />
        <TextField name="to" label="Last day" type="date" />
      </div>
      <TextField name="source" label="Where it can be read up" maxLength={300} autoComplete="off" />
      <div>
        <Button>Declare it</Button>
      </div>
    </CommandForm>
  );
}
