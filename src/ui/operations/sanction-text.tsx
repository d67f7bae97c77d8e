import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { byline } from '../components/byline.ts';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { SanctionItem } from './models.ts';

const TONES: Readonly<Record<string, Tone>> = {
  proposed: 'info',
  approved: 'warn',
  'in-force': 'bad',
};

/** What was decided at one moment for one reason, together: a rung of the ladder is several measures. */
export function groupsOf(sanctions: readonly SanctionItem[]): readonly (readonly SanctionItem[])[] {
  const groups = Map.groupBy(sanctions, (s) => `${s.caseId} ${s.cause} ${s.proposedAt} ${s.proposedBy}`);
  return [...groups.values()].toSorted((a, b) => (b[0]?.proposedAt ?? 0) - (a[0]?.proposedAt ?? 0));
}

interface GroupProps {
  readonly group: readonly SanctionItem[];
  readonly formKey: string;
}

export function SanctionGroup({ group, formKey }: GroupProps) {
  const [first] = group;
  if (!first) return null;
  const liftable = group.filter((s) => s.commands.includes('lift-sanction'));
  return (
    <article className="grid gap-3 text-sm">
      <Basis sanction={first} />
      <ul className="grid gap-2">
        {group.map((sanction) => (
          <li key={sanction.id} className="grid gap-1.5">
            <MeasureLine sanction={sanction} />
            <SecondPersonForms sanction={sanction} formKey={formKey} />
          </li>
        ))}
      </ul>
      {liftable.length > 0 && <LiftForm liftable={liftable} formKey={formKey} />}
    </article>
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  findings: "The ladder's answer to the findings",
  signal: 'Suggested by a metric; waits for a person’s finding',
  'rectification-failed': 'A window to put it right ended without success',
};

function Basis({ sanction }: { sanction: SanctionItem }) {
  const { basis, cause } = sanction;
  const points = basis.points.map((p) => `${words(p.violation)} ${p.points}${p.repeat ? ' (repeated)' : ''}`);
  return (
    <div>
      <p className="font-medium">{CAUSES[cause] ?? words(cause)}</p>
      <p className="text-xs text-muted">
        Rung “{words(basis.rung)}”{basis.floor && `, raised by ${basis.floor} severity`}
        {points.length > 0 && `; points: ${points.join(', ')}`}
      </p>
      <p className="text-xs text-muted">
        {words(byline(sanction.proposedBy))}, <DateTime at={sanction.proposedAt} />
        {sanction.noticeId && (
          <>
            {' · '}
            <TextLink to={`/ops/notices/${sanction.noticeId}`}>statement of reasons</TextLink>
          </>
        )}
      </p>
    </div>
  );
}

function MeasureLine({ sanction }: { sanction: SanctionItem }) {
  const over = sanction.ended !== null;
  return (
    <div>
      <p className="flex flex-wrap items-center gap-2">
        <span className={over ? 'text-muted' : 'font-medium'}>{words(sanction.kind)}</span>
        {sanction.amount && <Money amount={sanction.amount} />}
        <Badge tone={TONES[sanction.status] ?? 'neutral'}>{words(sanction.ended ?? sanction.status)}</Badge>
      </p>
      <MeasureTimes sanction={sanction} />
      {sanction.approvalsNeeded > 1 && (
        <p className="text-xs">
          {sanction.approvals.length} of {sanction.approvalsNeeded} approvals
          {sanction.approvals.length > 0 && `: ${sanction.approvals.join(', ')}`}
        </p>
      )}
    </div>
  );
}

function MeasureTimes({ sanction }: { sanction: SanctionItem }) {
  const { status, until, lapsesAt, effectiveAt, confirmBy } = sanction;
  if (status === 'in-force' && confirmBy !== null)
    return (
      <p className="text-xs text-muted">
        Emergency: ends unless confirmed, <Clock due={confirmBy} />
      </p>
    );
  if (status === 'in-force' && until !== null)
    return (
      <p className="text-xs text-muted">
        Until <DateTime at={until} only="date" />
      </p>
    );
  if (status === 'approved' && effectiveAt !== null)
    return (
      <p className="text-xs text-muted">
        Takes effect <DateTime at={effectiveAt} only="date" />
      </p>
    );
  if (status === 'proposed' && lapsesAt !== null)
    return (
      <p className="text-xs text-muted">
        Lapses <Clock due={lapsesAt} />
      </p>
    );
  return null;
}

interface FormsProps {
  readonly sanction: SanctionItem;
  readonly formKey: string;
}

/** Both ways are offered side by side: a second person who may only agree is not a second pair of eyes. */
function SecondPersonForms({ sanction, formKey }: FormsProps) {
  const what = words(sanction.kind).toLowerCase();
  const { commands, id } = sanction;
  return (
    <>
      {commands.includes('approve-sanction') && (
        <Disclosure label={`Approve: ${what}`} intent="approve-sanction" subject={id}>
          <CommandForm intent="approve-sanction" subject={id} formKey={formKey}>
            <TextArea
              name="reasons"
              label="Why you agree"
              hint="You have read the evidence yourself. Your name stands beside it."
            />
            <div>
              <Button look="danger">Approve</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
      {commands.includes('decline-sanction') && sanction.cause !== 'signal' && (
        <Disclosure label={`Decline: ${what}`} intent="decline-sanction" subject={id}>
          <CommandForm intent="decline-sanction" subject={id} formKey={formKey}>
            <TextArea name="reasons" label="Why not" />
            <div>
              <Button look="secondary">Decline</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
      {commands.includes('confirm-emergency') && (
        <CommandForm intent="confirm-emergency" subject={id} formKey={formKey}>
          <div>
            <Button look="danger">Confirm the emergency</Button>
          </div>
        </CommandForm>
      )}
      {commands.includes('keep-sanction') && (
        <CommandForm intent="keep-sanction" subject={id} formKey={formKey}>
          <p className="text-xs text-warn">An appeal took points away that its rung rested on.</p>
          <div>
            <Button look="secondary">Let it stand</Button>
          </div>
        </CommandForm>
      )}
    </>
  );
}

function LiftForm({ liftable, formKey }: { liftable: readonly SanctionItem[]; formKey: string }) {
  const subject = liftable[0]?.id ?? '';
  return (
    <Disclosure label="Lift before its time" intent="lift-sanction" subject={subject}>
      <CommandForm intent="lift-sanction" subject={subject} formKey={formKey}>
        <Choice
          name="sanction"
          legend="Which"
          options={liftable.map(({ id, kind }) => ({ value: id, label: words(kind) }))}
        />
        <TextArea name="reasons" label="Reasons" hint="Part of the notice to the party." />
        <div>
          <Button look="secondary">Lift</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
