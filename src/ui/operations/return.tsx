import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes, Choice } from '../components/choice.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { amountOf } from '../returns/amount.ts';
import type { ReturnPage } from '../returns/models.ts';
import {
  ReturnArticles,
  ReturnDecision,
  ReturnGlance,
  ReturnHistory,
  ReturnOffers,
  ReturnParcels,
  ReturnTalk,
} from '../returns/record.tsx';
import { ReturnBadge, Turn } from '../returns/state.tsx';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** `GET /returns/{returnId}`. */
interface StaffReturn extends ReturnPage {
  readonly questions: readonly {
    readonly ticketId: string;
    readonly title: string;
    readonly status: string;
    readonly openedAt: number;
    readonly opened: boolean;
  }[];
}

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['returnId'] ?? '');
  return { page: await get<StaffReturn>(args, `/returns/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['returnId'] ?? '');
  const form = await readForm(args.request);
  const remedy = textOf(form, 'remedy');
  const [outcome, reasons] = [textOf(form, 'outcome'), textOf(form, 'reasons')];
  const decides = textOf(form, 'intent') === 'decide-return';
  const body = decides
    ? {
        outcome,
        reasons,
        misuse: textOf(form, 'misuse') === 'yes',
        ...(remedy === '' || outcome === 'for-seller' ? {} : { remedy }),
        ...(outcome === 'split' ? amountOf(form, 'amountMinor') : {}),
      }
    : { outcome, reasons };
  const path = `/returns/${id}/${decides ? 'decision' : 'appeal-decision'}`;
  const sent = await send(args, path, body, textOf(form, 'key'));
  return sent.ok ? done(`/ops/returns/${id}`, 'decided') : failure(form, sent.problem);
}

/** A return before whoever decides: both sides' words, the record, and one decision. */
export default function ReturnFilePage() {
  const { page, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={page.lines.map((l) => l.title ?? l.listingId).join(', ')}
        area="Operations"
        above={<TextLink to="/ops/returns">Returns</TextLink>}
      >
        <span className="flex flex-wrap items-center gap-3">
          <ReturnBadge row={page} /> <Turn row={page} />
        </span>
      </PageHead>
      <DoneNotice messages={{ decided: 'Decided. Both sides are told.' }} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-6">
          <ReturnDecision page={page} />
          <ReturnTalk page={page} files={`/api/v1/returns/${page.id}/files`} />
          <ReturnArticles page={page} />
          <ReturnOffers page={page} />
          <ReturnParcels page={page} />
          <ReturnHistory page={page} />
        </div>
        <div className="grid gap-6 max-lg:order-first">
          <Judging page={page} formKey={formKey} />
          <Sides page={page} />
          <Questions questions={page.questions} />
          <ReturnGlance page={page} />
        </div>
      </div>
    </div>
  );
}

function Sides({ page }: { page: ReturnPage }) {
  return (
    <Panel title="Sides">
      <Facts
        facts={[
          [
            'Buyer',
            <TextLink key="buyer" to={`/ops/parties/${page.buyer.id}`}>
              {page.buyer.name}
            </TextLink>,
          ],
          [
            'Seller',
            <TextLink key="seller" to={`/ops/parties/${page.seller.id}`}>
              {page.seller.name}
            </TextLink>,
          ],
          ['Reception', page.reception],
          ['Acceptance', page.acceptance],
          ['Calendar', page.review?.calendar],
          [
            'Evidence',
            page.review?.frozen?.sha256 && (
              <code key="h" className="text-xs break-all">
                {page.review.frozen.sha256}
              </code>
            ),
          ],
        ]}
      />
    </Panel>
  );
}

/** What the desk was asked about the same order. */
function Questions({ questions }: Pick<StaffReturn, 'questions'>) {
  if (questions.length === 0) return null;
  return (
    <Panel title="Questions to the desk">
      <ul className="grid gap-1 text-sm">
        {questions.map(({ ticketId, title, status, openedAt, opened }) => (
          <li key={ticketId}>
            <TextLink to={`/ops/desk/${ticketId}`}>{title}</TextLink>
            <span className="text-muted">
              {' '}
              · {opened && 'the return was opened from it · '}
              {words(status)} · <DateTime at={openedAt} only="date" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Judging({ page, formKey }: { page: ReturnPage; formKey: string }) {
  const { me } = useReader();
  const appealed = page.decision?.appeal?.status === 'filed';
  if (appealed && page.decision?.decider === me?.partyId)
    return (
      <Panel title="Appeal">
        <p className="text-sm text-muted">You decided this: a colleague judges the appeal.</p>
      </Panel>
    );
  if (appealed && hasRole(me, ['representative', 'reviewer', 'head']))
    return (
      <Panel title="Judge the appeal">
        <CommandForm intent="judge-return-appeal" formKey={formKey}>
          <Choice
            name="outcome"
            legend="Judgement"
            options={[
              { value: 'upheld', label: 'The decision stands' },
              { value: 'reversed', label: 'The decision was wrong' },
            ]}
          />
          <TextArea name="reasons" label="Reasons" hint="Both sides read them." />
          <div>
            <Button>Judge</Button>
          </div>
        </CommandForm>
      </Panel>
    );
  if (page.status !== 'platform-review' || !hasRole(me, ['representative', 'head'])) return null;
  return page.review?.frozen ? (
    <DecideForm page={page} formKey={formKey} />
  ) : (
    <Panel title="Decide">
      <p className="text-sm text-muted">
        Both sides may still add evidence; it is decided once that is frozen.
      </p>
    </Panel>
  );
}

function DecideForm({ page, formKey }: { page: ReturnPage; formKey: string }) {
  return (
    <Panel title="Decide" hint="On the frozen evidence; the loser may appeal once.">
      <CommandForm intent="decide-return" formKey={formKey}>
        <input type="hidden" name="currency" value={page.currency} />
        <Choice
          name="outcome"
          legend="Decision"
          options={[
            { value: 'for-buyer', label: 'For the buyer', hint: 'Everything claimed.' },
            { value: 'split', label: 'A part of the money' },
            { value: 'for-seller', label: 'For the seller', hint: 'What is held goes to the seller.' },
          ]}
        />
        <Select
          name="remedy"
          label="How the buyer is served"
          empty="As it stands"
          optional
          options={[
            { value: 'refund', label: 'Money, the goods stay' },
            { value: 'return', label: 'Money after the goods are back' },
            { value: 'exchange', label: 'Replacement' },
            { value: 'repair', label: 'Repair' },
          ]}
        />
        <TextField
          name="amountMinor"
          label={`Part paid back (${page.currency})`}
          inputMode="decimal"
          optional
        />
        <Boxes
          name="misuse"
          legend="Conduct"
          options={[
            {
              value: 'yes',
              label: 'The buyer misused the return',
              hint: 'Counts in the buyer’s metrics; only when decided for the seller.',
            },
          ]}
        />
        <TextArea name="reasons" label="Reasons" hint="Both sides read them." />
        <div>
          <Button>Decide</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}
