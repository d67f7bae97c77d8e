import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router';

import { done, failure, get, newKey, readForm, send, textOf, textsOf } from '../api.ts';
import { Count } from '../components/amounts.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { Table } from '../components/table.tsx';
import { InviteForm, People } from './team-people.tsx';
import { type LoadRow, languageName, type TeamPage } from './team-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const HERE = '/ops/team';

export async function loader(args: LoaderFunctionArgs) {
  return { ...(await get<TeamPage>(args, '/staff/load')), formKey: newKey() };
}

const DONE = {
  skills: 'Skills and languages are kept.',
  role: 'The roles are changed, with effect from the next request.',
};

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  const id = encodeURIComponent(textOf(form, 'subject'));
  if (intent === 'invite') {
    const body = {
      name: textOf(form, 'name'),
      mail: textOf(form, 'mail'),
      country: textOf(form, 'country').toUpperCase(),
      language: textOf(form, 'language'),
      currency: 'EUR',
      roles: textsOf(form, 'roles'),
    };
    const sent = await send<{ invitation: string }>(args, '/staff/invitations', body, key);
    if (!sent.ok) return failure(form, sent.problem);
    const { origin } = args.url;
    return { link: `${origin}/staff/join?invitation=${encodeURIComponent(sent.value.invitation)}` };
  }
  if (intent === 'skills') {
    const body = { skills: textsOf(form, 'skills'), languages: textsOf(form, 'languages') };
    const sent = await send(args, `/staff/${id}/skills`, body, key, 'PUT');
    return sent.ok ? done(HERE, intent) : failure(form, sent.problem);
  }
  if (intent === 'grant' || intent === 'revoke') {
    const path = `/staff/${id}/roles/${encodeURIComponent(textOf(form, 'role'))}`;
    const sent = await send(args, path, {}, key, intent === 'grant' ? 'PUT' : 'DELETE');
    return sent.ok ? done(HERE, 'role') : failure(form, sent.problem);
  }
  return failure(form, { title: 'This form is not known here.', status: 400 });
}

export default function Team() {
  const { staff, load, skills, weeks, formKey } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const link = result && 'link' in result ? result.link : undefined;
  return (
    <div className="grid gap-6">
      <PageHead title="Team and load" area="Operations">
        What waits, who can judge it, and what next week will bring. Figures of the last {weeks} weeks.
      </PageHead>
      <DoneNotice messages={DONE} />
      {link && (
        <Notice tone="good" title="The invitation is made" alert>
          <p>Send them this link; only whoever signs in with that address can use it.</p>
          <p className="font-mono text-xs break-all">{link}</p>
        </Notice>
      )}
      <Panel
        title="Backlog and forecast"
        hint="A case counts by its first violation and the language of whom it is about."
        flush
      >
        <LoadTable load={load} skills={skills} />
      </Panel>
      <Panel title="People" flush>
        <People staff={staff} skills={skills} formKey={formKey} />
      </Panel>
      <Panel
        title="Invite a colleague"
        hint="They sign in with the address named here, and set up a second factor first."
      >
        <InviteForm formKey={formKey} />
      </Panel>
    </div>
  );
}

function LoadTable({ load, skills }: { load: readonly LoadRow[]; skills: Readonly<Record<string, string>> }) {
  return (
    <Table
      caption="Backlog and forecast by skill and language"
      rows={load}
      keyOf={(row) => `${row.skill} ${row.language}`}
      empty="No case waits and none came in"
      columns={[
        { head: 'Skill', lead: true, cell: (row) => skills[row.skill] ?? 'Other' },
        { head: 'Language', cell: (row) => languageName(row.language) },
        { head: 'Waiting', numeric: true, cell: (row) => <Count of={row.backlog} /> },
        {
          head: 'Overdue',
          numeric: true,
          cell: (row) => (row.overdue > 0 ? <Urgent of={row.overdue} /> : <Count of={0} />),
        },
        { head: 'Unassigned', numeric: true, cell: (row) => <Count of={row.unassigned} /> },
        { head: 'Came in', numeric: true, cell: (row) => <Count of={row.arrived} /> },
        { head: 'Closed', numeric: true, cell: (row) => <Count of={row.closed} /> },
        {
          head: 'People',
          numeric: true,
          cell: (row) => (row.people === 0 ? <Urgent of={0} /> : <Count of={row.people} />),
        },
        {
          head: 'Next week',
          cell: ({ forecast: f }) => (
            <>
              about <Count of={f.expected} />, {f.lowest} to {f.highest}
            </>
          ),
        },
        { head: 'Cleared in', cell: ({ forecast: f }) => clearance(f.daysToClear) },
      ]}
    />
  );
}

/** A number that should be looked at: too many, or nobody at all. */
function Urgent({ of }: { of: number }) {
  return (
    <span className={of > 0 ? 'font-semibold text-bad' : 'font-medium text-warn'}>
      <Count of={of} />
    </span>
  );
}

function clearance(days: number | null): string {
  if (days === 0) return 'nothing waits';
  return days === null ? 'not at this pace' : `${days} days`;
}
