/** Bringing in a table, for listings and parcels alike: choose a file, read the report, bring it in. */
import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';

import { data } from 'react-router';

import { failure, type PageArgs, type Problem, readForm, send, textOf } from '../api.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, useFormState } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { SheetFault } from './shop-models.ts';

export interface SheetRow {
  readonly line: number;
  /** The seller's number of an article, or the number of an order. */
  readonly name: string;
  readonly action: 'create' | 'change' | 'none' | 'refused' | 'ship';
  readonly faults: readonly SheetFault[];
}

interface Report {
  readonly applied: boolean;
  readonly rows: readonly SheetRow[];
  /** The table itself, to be sent again when it is to be brought in. */
  readonly csv: string;
}

const FILE_BYTES_MAX = 2_000_000;

/** The action of such a page: the first form makes a report, the second brings the same table in. */
export async function sheetAction(args: PageArgs, path: string, rowOf: (row: never) => SheetRow) {
  const form = await readForm(args.request);
  const file = form.get('file');
  const typed = textOf(form, 'csv');
  if (file instanceof File && file.size > FILE_BYTES_MAX) return failure(form, tooLarge());
  const csv = file instanceof File && file.size > 0 ? await file.text() : typed;
  const apply = textOf(form, 'intent') === 'apply';
  const body = { csv, apply, goodOnly: textOf(form, 'goodOnly') === 'true' };
  const sent = await send<{ applied: boolean; rows: readonly never[] }>(
    args,
    path,
    body,
    textOf(form, 'key'),
  );
  if (!sent.ok) return failure(form, sent.problem);
  const report: Report = { applied: sent.value.applied, rows: sent.value.rows.map(rowOf), csv };
  return data({ report });
}

function tooLarge(): Problem {
  return { title: 'The file is too large', status: 413, type: '/problems/body-too-large' };
}

interface SheetPageProps {
  readonly formKey: string;
  readonly hint: React.ReactNode;
  /** Heading of the column with each row's name. */
  readonly nameHead: string;
}

export function SheetPage({ formKey, hint, nameHead }: SheetPageProps) {
  const t = useTranslations('shop.sheet');
  const result = useActionData<{ report?: Report }>();
  const report = result?.report;
  return (
    <>
      {report && <ReportPanel report={report} formKey={formKey} nameHead={nameHead} />}
      <Panel title={report ? t('another') : t('choose')} hint={hint}>
        {/* Each report has a key of its own: a mended file is another request. */}
        <CommandForm key={formKey} intent="check" formKey={formKey} withFile>
          <FileField />
          <p className="text-sm text-muted">{t('nothing-yet')}</p>
          <Button className="justify-self-start">{t('check')}</Button>
        </CommandForm>
      </Panel>
    </>
  );
}

function FileField() {
  const t = useTranslations('shop.sheet');
  const { errors } = useFormState();
  const error = errors.at('csv');
  return (
    <label className="grid gap-1.5 text-sm">
      <span className="font-medium">{t('file')}</span>
      <input
        type="file"
        name="file"
        accept=".csv,text/csv"
        required
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : 'file-error'}
        className="block w-full rounded-lg border border-line-strong bg-surface px-3 py-2 file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:py-1.5 file:text-ink"
      />
      {error && (
        <span id="file-error" className="font-medium text-bad">
          {error}
        </span>
      )}
    </label>
  );
}

function ReportPanel({ report, formKey, nameHead }: { report: Report; formKey: string; nameHead: string }) {
  const t = useTranslations('shop.sheet');
  const bad = report.rows.filter((r) => r.faults.length > 0).length;
  const good = report.rows.filter((r) => r.faults.length === 0 && r.action !== 'none').length;
  return (
    <>
      <Notice
        alert
        tone={report.applied ? 'good' : bad > 0 ? 'warn' : 'info'}
        title={report.applied ? t('applied', { count: good }) : t('report', { good, bad })}
      >
        {report.applied && bad > 0 && t('left-out', { count: bad })}
      </Notice>
      {!report.applied && good > 0 && (
        <CommandForm
          key={formKey}
          intent="apply"
          formKey={formKey}
          className="flex flex-wrap items-center gap-3"
        >
          <input type="hidden" name="csv" value={report.csv} />
          <input type="hidden" name="goodOnly" value={bad > 0 ? 'true' : 'false'} />
          <Button>{bad > 0 ? t('apply-good', { count: good }) : t('apply', { count: good })}</Button>
          {bad > 0 && <span className="text-sm text-muted">{t('or-mend')}</span>}
        </CommandForm>
      )}
      <Panel title={t('rows')} flush>
        <ReportTable rows={report.rows} nameHead={nameHead} />
      </Panel>
    </>
  );
}

const TONES: Readonly<Record<SheetRow['action'], Tone>> = {
  create: 'good',
  change: 'info',
  none: 'neutral',
  refused: 'bad',
  ship: 'good',
};

function ReportTable({ rows, nameHead }: { rows: readonly SheetRow[]; nameHead: string }) {
  const t = useTranslations('shop.sheet');
  // What is to be mended comes first.
  const sorted = rows.toSorted((a, b) => Number(b.faults.length > 0) - Number(a.faults.length > 0));
  const columns: Column<SheetRow>[] = [
    { head: t('line'), numeric: true, cell: (r) => r.line },
    { head: nameHead, lead: true, cell: (r) => <span className="font-mono break-all">{r.name || '–'}</span> },
    { head: t('what'), cell: (r) => <Badge tone={TONES[r.action]}>{t(`actions.${r.action}`)}</Badge> },
    { head: t('mend'), wide: true, cell: (r) => <Faults faults={r.faults} /> },
  ];
  return (
    <Table
      caption={t('rows')}
      columns={columns}
      rows={sorted}
      keyOf={(r) => `${r.line}`}
      empty={t('no-rows')}
    />
  );
}

function Faults({ faults }: { faults: readonly SheetFault[] }) {
  const t = useTranslations('shop.sheet');
  if (faults.length === 0) return <span className="text-muted">–</span>;
  return (
    <ul className="grid gap-1">
      {faults.map((fault) => {
        const key = `faults.${fault.code}` as Parameters<typeof t>[0];
        return (
          <li key={`${fault.column} ${fault.code} ${fault.message}`}>
            {fault.column && (
              <code className="me-1.5 rounded bg-sunken px-1.5 py-0.5 text-xs text-ink">{fault.column}</code>
            )}
            {t.has(key) ? t(key) : fault.message}
          </li>
        );
      })}
    </ul>
  );
}
