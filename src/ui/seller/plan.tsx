import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../api.ts';
import { Clock } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import type { PlanPage } from '../operations/party-models.ts';
import { PlanText, Results } from '../operations/plan-text.tsx';
import { DONE, runCommand } from './commands.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['planId'] ?? '');
  return { plan: await get<PlanPage>(args, `/me/plans/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['planId'] ?? '';
  return runCommand(args, `/seller/plans/${encodeURIComponent(id)}`, id);
}

export default function OwnPlanPage() {
  const { plan, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title="Putting it right"
        area="Seller"
        above={
          <Link to="/seller" className="underline-offset-4 hover:underline">
            Overview
          </Link>
        }
      >
        {plan.violations.map(words).join(', ')}
        {plan.status === 'open' && (
          <>
            ; the window ends <Clock due={plan.until} />
          </>
        )}
      </PageHead>
      <DoneNotice messages={DONE} />
      <Results plan={plan} />
      <PlanText plan={plan} />
      {plan.status === 'open' && (
        <Panel title={plan.filed ? 'File a better plan' : 'File a plan'}>
          <CommandForm intent="file-plan" formKey={formKey}>
            <TextArea name="rootCause" label="What went wrong" />
            <TextArea name="correction" label="What you put right" />
            <TextArea name="prevention" label="Why it will not happen again" />
            <div>
              <Button>File the plan</Button>
            </div>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}
