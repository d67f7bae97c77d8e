/** The shorter notices: what happened, what is asked, and where to go from there. */
import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';
import { DateTime } from './amounts.tsx';
import { JsonFacts } from './json-facts.tsx';
import { useFieldNames } from '../seller/field-names.ts';
import { GoodsNotice } from './notice-goods.tsx';
import { Panel } from './panel.tsx';
import { TextLink } from './text-link.tsx';

/** Where a reader's own matters are: sellers have them in their own area. */
export interface NoticeHome {
  readonly cases: string;
  readonly plans: string;
  readonly standing: string;
  readonly returns: string;
}

type Body = { readonly kind: string } & Readonly<Record<string, unknown>>;

export function useNoticeTitle(): (notice: {
  readonly kind: string;
  readonly step?: string | null;
}) => string {
  const t = useTranslations('notices.kinds');
  const stepName = useNamed('returns.steps');
  const word = useWords();
  return ({ kind, step }) => {
    const key = kind as Parameters<typeof t>[0];
    const name = t.has(key) ? t(key) : word(kind);
    return step ? `${name}: ${stepName(step)}` : name;
  };
}

/** A key of the messages, if it is one: codes of a newer rulebook are shown as words. */
function useNamed(
  namespace:
    | 'notices.held'
    | 'notices.asked'
    | 'notices.ended'
    | 'notices.conclusion'
    | 'complaints.outcome'
    | 'returns.steps',
) {
  const t = useTranslations(namespace);
  const word = useWords();
  return (name: unknown) => {
    const key = String(name) as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : word(String(name));
  };
}

const TEXTS = [
  'deposit-owed-again',
  'return-changed',
  'complaint-received',
  'statement-asked',
  'appeal-received',
  'sanction-ended',
  'account-held',
  'account-released',
  'care-reminder',
  'identity-asked',
  'certificate-asked',
] as const;

export function OtherNotice({ body, home }: { body: Body; home: NoticeHome | undefined }) {
  const t = useTranslations('notices');
  const title = useNoticeTitle();
  const step = useNamed('returns.steps');
  const text = TEXTS.find((kind) => kind === body.kind);
  const until = body['firstLookBy'] ?? body['dueAt'] ?? body['decideBy'];
  const isKnown = text !== undefined || body.kind in KNOWN;
  return (
    <Panel title={title({ kind: body.kind })}>
      <div className="grid gap-3 text-sm">
        {text && (
          <p className="text-base">
            {t.rich(`text.${text}`, {
              date: () => (typeof until === 'number' ? <DateTime at={until} /> : null),
              step: () => step(body['step']),
            })}
          </p>
        )}
        <More body={body} />
        {!isKnown && <JsonFacts json={JSON.stringify({ ...body, kind: null })} />}
        {home && <Links body={body} home={home} />}
      </div>
    </Panel>
  );
}

/** Told without a sentence of their own: by what came of it. */
const KNOWN: Readonly<Record<string, true>> = {
  'complaint-decided': true,
  'appeal-decided': true,
  'rectification-concluded': true,
  'goods-stopped': true,
  'goods-released': true,
  'order-stopped': true,
  recall: true,
};

function More({ body }: { body: Body }) {
  const t = useTranslations('notices');
  const word = useWords();
  const fieldName = useFieldNames();
  const appeals = useTranslations('complaints.appeals');
  const [held, asked, ended, conclusion, outcome] = [
    useNamed('notices.held'),
    useNamed('notices.asked'),
    useNamed('notices.ended'),
    useNamed('notices.conclusion'),
    useNamed('complaints.outcome'),
  ];
  switch (body.kind) {
    case 'goods-stopped':
    case 'goods-released':
    case 'order-stopped':
    case 'recall':
      return <GoodsNotice body={body} />;
    case 'account-held':
      return <p>{held(body['reason'])}</p>;
    case 'identity-asked':
      return (
        <>
          <p className="font-medium">{namesIn(body['fields']).map(fieldName).join(', ')}</p>
          <p>{asked(body['because'])}</p>
          {body['isLast'] === true && <p>{asked('last')}</p>}
        </>
      );
    case 'certificate-asked':
      return (
        <>
          <p className="font-medium">{namesIn(body['fields']).map(fieldName).join(', ')}</p>
          <p>{asked(body['isLast'] === true ? 'last' : 'yearly')}</p>
        </>
      );
    case 'care-reminder':
      return <TextLink to={`/guides/${String(body['guideId'])}`}>{String(body['title'])}</TextLink>;
    case 'statement-asked':
      return <p className="font-medium">{namesIn(body['violations']).map(word).join(', ')}</p>;
    case 'sanction-ended':
      return (
        <p>
          <span className="font-medium">{namesIn(body['kinds']).map(word).join(', ')}</span>:{' '}
          {ended(body['why'])}
        </p>
      );
    case 'rectification-concluded':
      return <p className="text-base">{conclusion(body['outcome'])}</p>;
    case 'appeal-decided':
      return <p className="text-base">{appeals(body['outcome'] as 'upheld' | 'reversed' | 'changed')}</p>;
    case 'complaint-decided': {
      const consequences = namesIn(body['consequences']);
      return (
        <>
          <p className="text-base">{outcome(body['outcome'])}</p>
          {body['outcome'] === 'upheld' && (
            <p>
              {t('decided.consequences')}:{' '}
              {consequences.length === 0 ? t('decided.no-consequences') : consequences.map(word).join(', ')}
            </p>
          )}
        </>
      );
    }
    default:
      return null;
  }
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Of goods that were bought, or with a link of their own: the reader's standing says nothing about it. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'order-stopped',
  'recall',
  'care-reminder',
  'identity-asked',
  'certificate-asked',
]);

/** Where people give and correct what we know of them. */
const OWN_DATA = { seller: '/seller/start#identity', buyer: '/account' };

function Links({ body, home }: { body: Body; home: NoticeHome }) {
  const t = useTranslations('notices.links');
  const id = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  const returnId = id('returnId');
  const [complaintId, caseId, appealId, planId] = [
    id('complaintId'),
    id('caseId'),
    id('appealId'),
    id('planId'),
  ];
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 empty:hidden">
      {returnId && <TextLink to={`${home.returns}/${returnId}`}>{t('return')}</TextLink>}
      {complaintId && <TextLink to={`/complaints/${complaintId}`}>{t('complaint')}</TextLink>}
      {appealId && <TextLink to={`/appeals/${appealId}`}>{t('appeal')}</TextLink>}
      {caseId && (
        <TextLink to={`${home.cases}/${caseId}`}>
          {t(body.kind === 'statement-asked' ? 'statement' : 'case')}
        </TextLink>
      )}
      {planId && <TextLink to={`${home.plans}/${planId}`}>{t('plan')}</TextLink>}
      {(body.kind === 'identity-asked' || body.kind === 'certificate-asked') && (
        <TextLink to={home.standing.startsWith('/seller') ? OWN_DATA.seller : OWN_DATA.buyer}>
          {t('identity')}
        </TextLink>
      )}
      {!returnId && !complaintId && !appealId && !caseId && !ELSEWHERE.has(body.kind) && (
        <TextLink to={home.standing}>{t('standing')}</TextLink>
      )}
    </p>
  );
}
