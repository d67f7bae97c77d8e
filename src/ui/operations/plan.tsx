import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { DONE, runCommand } from './commands.ts';
import { readPlan } from './parties.ts';
import type { PlanPage } from './party-models.ts';
import { PlanText, Results } from './plan-text.tsx';
import { PlanState } from './plans.tsx';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { plan: await readPlan(args, args.params['planId'] ?? ''), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['planId'] ?? '';
  return runCommand(args, `/ops/plans/${encodeURIComponent(id)}`, id);
}

export default function PlanFilePage() {
  const { plan, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  return (
    <div className="grid gap-6">
      <PageHead
        title={`Plan of ${plan.partyName}`}
        area="Operations"
        above={
          <Link to="/ops/plans" className="underline-offset-4 hover:underline">
            Plans
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <PlanState plan={plan} />
          {plan.violations.map(words).join(', ')}
        </span>
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <PlanText plan={plan} />
          <Results plan={plan} />
          {plan.status === 'to-be-judged' && hasRole(me, ['reviewer', 'head']) && (
            <JudgeForm formKey={formKey} />
          )}
        </div>
        <Glance plan={plan} />
      </div>
    </div>
  );
}

function JudgeForm({ formKey }: { formKey: string }) {
  return (
    <Panel title="Judge it" hint="The numbers could not: too little volume even after the extension.">
      <CommandForm intent="judge-plan" formKey={formKey}>
        <Choice
          name="outcome"
          legend="Decision"
          options={[
            { value: 'met', label: 'Put right', hint: 'What can be lifted is lifted.' },
            { value: 'missed', label: 'Not put right', hint: 'The next step is proposed to two people.' },
          ]}
        />
        <TextArea name="reasons" label="Reasons" />
        <div>
          <Button>Decide</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}

function Glance({ plan }: { plan: PlanPage }) {
  return (
    <div className="grid content-start gap-6">
      <Panel title="At a glance">
        <Facts
          facts={[
            [
              'Party',
              <TextLink key="party" to={`/ops/parties/${plan.party}`}>
                {plan.partyName}
              </TextLink>,
            ],
            [
              'Case',
              <TextLink key="case" to={`/ops/cases/${plan.caseId}`}>
                Open the case
              </TextLink>,
            ],
            ['Began', <DateTime key="from" at={plan.from} />],
            ['Ends', <DateTime key="until" at={plan.until} />],
            ['Clock', plan.status === 'open' ? <Clock key="clock" due={plan.until} /> : null],
            ['To be judged', plan.judgeBy === null ? null : <Clock key="judge" due={plan.judgeBy} />],
          ]}
        />
      </Panel>
    </div>
  );
}
