import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Clock } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { useReader } from '../reader.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** `GET /me/plans/{planId}`. */
interface Plan {
  readonly violations: readonly string[];
  readonly status: 'open' | 'to-be-judged' | 'concluded' | 'cancelled';
  readonly outcome: string | null;
  readonly until: number;
  readonly filed: boolean;
  readonly targets: readonly {
    readonly metric: string;
    readonly atMost?: number;
    readonly atLeast?: number;
  }[];
  readonly plan: Readonly<Record<(typeof PARTS)[number], string | null>> | null;
}

const PARTS = ['rootCause', 'correction', 'prevention'] as const;

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['planId'] ?? '');
  return { plan: await get<Plan>(args, `/me/plans/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['planId'] ?? '');
  const form = await readForm(args.request);
  const body = Object.fromEntries(PARTS.map((part) => [part, textOf(form, part)]));
  const sent = await send(args, `/me/plans/${id}`, body, textOf(form, 'key'), 'PUT');
  return sent.ok ? done(`/account/plans/${id}`, 'filed') : failure(form, sent.problem);
}

export default function OwnPlan() {
  const { plan, formKey } = useLoaderData<typeof loader>();
  const { locale } = useReader();
  const t = useTranslations('standing.plan');
  const word = useWords();
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('title')} above={<TextLink to="/account/standing">{t('back')}</TextLink>}>
        {plan.violations.map(word).join(', ')}
        {plan.status === 'open' && (
          <>
            {' · '}
            {t('ends')} <Clock due={plan.until} />
          </>
        )}
      </PageHead>
      <DoneNotice messages={{ filed: t('filed') }} />
      <Panel title={t('targets')}>
        <ul className="grid gap-2 text-sm">
          {plan.targets.map((target) => (
            <li key={target.metric} suppressHydrationWarning>
              <span className="font-medium">{word(target.metric)}</span>:{' '}
              {target.atMost === undefined
                ? t('at-least', { share: share.format(target.atLeast ?? 0) })
                : t('at-most', { share: share.format(target.atMost) })}
            </li>
          ))}
        </ul>
      </Panel>
      {plan.plan && (
        <Panel title={t('yours')}>
          <Facts facts={PARTS.map((part) => [t(part), plan.plan?.[part]] as const)} />
        </Panel>
      )}
      {plan.status === 'open' && (
        <Panel title={t(plan.filed ? 'better' : 'file')}>
          <CommandForm intent="plan" formKey={formKey}>
            {PARTS.map((part) => (
              <TextArea key={part} name={part} label={t(part)} maxLength={5_000} />
            ))}
            <div>
              <Button>{t('send')}</Button>
            </div>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}
