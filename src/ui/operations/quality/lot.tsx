import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../../api.ts';
import { Clock, Count, DateTime } from '../../components/amounts.tsx';
import { words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, TextArea } from '../../components/field.tsx';
import { DoneNotice, Notice } from '../../components/notice.tsx';
import { Facts, PageHead, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import { LotState } from './lots.tsx';
import type { Lot } from './models.ts';
import { UnitSheet } from './unit-sheet.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['lotId'] ?? '');
  return { lot: await get<Lot>(args, `/quality/lots/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['lotId'] ?? '';
  return runCommand(args, `/ops/quality/lots/${encodeURIComponent(id)}`, id);
}

export default function LotPage() {
  const { lot, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const isOpen = lot.status === 'inspecting' || lot.status === 'on-hold';
  const mayInspect = isOpen && hasRole(me, ['inspector', 'head']);
  return (
    <div className="grid gap-6">
      <PageHead
        title={lot.title}
        area="Operations"
        above={<TextLink to="/ops/quality/lots">Inspections</TextLink>}
      >
        <LotState lot={lot} />
      </PageHead>
      <DoneNotice messages={DONE} />
      {isOpen && <PlanSays lot={lot} />}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <UnitSheet lot={lot} mayInspect={mayInspect} formKey={formKey} />
        <div className="grid gap-6">
          <PlanPanel lot={lot} />
          {mayInspect && <VerdictForm lot={lot} formKey={formKey} />}
          {lot.why && (
            <Panel title="Verdict" hint={lot.judgedBy ? `By ${lot.judgedBy}` : undefined}>
              <p className="text-sm whitespace-pre-line">{lot.why}</p>
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

function PlanSays({ lot }: { lot: Lot }) {
  if (lot.planSays === 'reject')
    return (
      <Notice tone="bad" title="By its plan this lot is to be rejected">
        {lot.critical > 0
          ? 'A unit is dangerous: one is enough.'
          : `${lot.nonconforming} units do not conform, and the plan accepts ${lot.accept}.`}
      </Notice>
    );
  if (lot.planSays === 'accept') return <Notice tone="good" title="By its plan this lot is to be accepted" />;
  return null;
}

function PlanPanel({ lot }: { lot: Lot }) {
  return (
    <Panel title="Plan" hint="By the rule of ISO 2859-1; no conformance is claimed">
      <Facts
        facts={[
          [
            'Seller',
            <TextLink key="seller" to={`/ops/parties/${lot.seller.id}`}>
              {lot.seller.name}
            </TextLink>,
          ],
          ['Cause', words(lot.cause)],
          ['Lot', <Count key="lot" of={lot.lotSize} />],
          ['Level, AQL', `${lot.level}, ${lot.aqlPercent} %`],
          ['Code letter', lot.letter],
          ['Sample', <Count key="sample" of={lot.sampleSize} />],
          ['Accepts', `${lot.accept} nonconforming, rejects at ${lot.accept + 1}`],
          [
            'Opened',
            <span key="opened">
              <DateTime at={lot.openedAt} only="date" /> by {lot.openedBy}
            </span>,
          ],
          ['Judge by', lot.judgeBy && <Clock key="due" due={lot.judgeBy} />],
          [
            'Seed of the draw',
            <code key="seed" className="text-xs break-all">
              {lot.seed}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

function VerdictForm({ lot, formKey }: { lot: Lot; formKey: string }) {
  return (
    <Disclosure label="Judge the lot" intent="judge-lot">
      <CommandForm intent="judge-lot" formKey={formKey}>
        <Choice
          name="verdict"
          legend="Verdict"
          options={[
            { value: 'accept', label: 'Accept' },
            {
              value: 'reject',
              label: 'Reject',
              hint: 'Off the market at once, with a notice and an appeal.',
            },
            ...(lot.status === 'on-hold'
              ? []
              : [
                  {
                    value: 'hold',
                    label: 'Hold',
                    hint: 'Sales rest for a time, such as for a test in a laboratory.',
                  },
                ]),
          ]}
        />
        <TextArea name="why" label="Why" hint="The seller reads it." maxLength={2_000} />
        <div>
          <Button>Record the verdict</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
