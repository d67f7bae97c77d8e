import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, newKey } from '../api.ts';
import { Clock, Count, DateTime, Share } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { runCommand, useDone } from './commands.ts';
import type { OwnPlanPage } from './models.ts';
import { useStateWords } from './state-words.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['planId'] ?? '');
  return { plan: await get<OwnPlanPage>(args, `/me/plans/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['planId'] ?? '';
  return runCommand(args, `/seller/plans/${encodeURIComponent(id)}`, id);
}

export default function OwnPlanPage() {
  const { plan, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  const words = useWords();
  const state = useStateWords();
  const done = useDone();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title={t('plan.title')}
        area={t('area')}
        above={<TextLink to="/seller/violations">{t('violations.title')}</TextLink>}
      >
        {plan.violations.map(words).join(', ')}
        {plan.status === 'open' ? (
          <>; {t.rich('plan.ends', { when: () => <Clock due={plan.until} /> })}</>
        ) : (
          <>: {state(plan.outcome ?? plan.status)}</>
        )}
      </PageHead>
      <DoneNotice messages={done} />
      <Targets plan={plan} />
      <PlanText plan={plan} />
      {plan.status === 'open' && (
        <Panel title={plan.filed ? t('plan.better') : t('plan.file')}>
          <CommandForm intent="file-plan" formKey={formKey}>
            <TextArea name="rootCause" label={t('plan.cause')} />
            <TextArea name="correction" label={t('plan.correction')} />
            <TextArea name="prevention" label={t('plan.prevention')} />
            <div>
              <Button>{t('plan.send')}</Button>
            </div>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}

const VERDICTS = { met: 'good', missed: 'bad', 'too-little': 'neutral', uncertain: 'warn' } as const;

/** Each target, and what every measurement said of it; the last one is how it stands now while the window is open. */
function Targets({ plan }: { plan: OwnPlanPage }) {
  const t = useTranslations('health.plan');
  const state = useStateWords();
  return (
    <Panel title={t('targets')} flush>
      <ul className="divide-y divide-line">
        {plan.targets.map((target) => (
          <li key={target.metric} className="grid gap-2 p-4 text-sm">
            <p>
              <TextLink strong to={`/seller/health/${target.metric}`}>
                {target.title}
              </TextLink>
              :{' '}
              {t.rich(target.atMost === undefined ? 'atLeast' : 'atMost', {
                share: () => <Share of={target.atMost ?? target.atLeast ?? 0} />,
                volume: () => <Count of={target.minVolume} />,
              })}
              {(target.peopleMin ?? 1) > 1 &&
                t.rich('of-people', { people: () => <Count of={target.peopleMin ?? 1} /> })}
            </p>
            {plan.results.map(({ at, targets }) =>
              targets
                .filter((result) => result.metric === target.metric)
                .map((result) => (
                  <p key={at} className="flex flex-wrap items-center gap-2 text-muted">
                    <DateTime at={at} only="date" />
                    <Badge tone={VERDICTS[result.verdict]}>{state(result.verdict)}</Badge>
                    <span>
                      {result.rate === null
                        ? t('nothing-counted')
                        : t.rich('counted', {
                            rate: () => <Share of={result.rate ?? 0} />,
                            volume: () => <Count of={result.volume} />,
                          })}
                    </span>
                  </p>
                )),
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function PlanText({ plan: { plan } }: { plan: OwnPlanPage }) {
  const t = useTranslations('health.plan');
  if (!plan)
    return (
      <Panel title={t('own')}>
        <p className="text-sm text-muted">{t('none')}</p>
      </Panel>
    );
  const parts = [
    ['cause', plan.rootCause],
    ['correction', plan.correction],
    ['prevention', plan.prevention],
  ] as const;
  return (
    <Panel title={t('own')}>
      <dl className="grid gap-3 text-sm">
        {parts.map(([name, text]) => (
          <div key={name}>
            <dt className="font-medium">{t(name)}</dt>
            <dd className="whitespace-pre-line">{text ?? t('erased')}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
