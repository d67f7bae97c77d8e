import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../../api.ts';
import { Clock, Count, DateTime, Share } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { BoundBar } from '../../components/bound-bar.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, TextArea } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { EmptyState, Facts, PageHead, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import { CoursePlot } from './course-plot.tsx';
import type { WatchPage } from './models.ts';
import { verdictOf, watchBounds, WatchState } from './watch-table.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['listingId'] ?? '');
  return { watch: await get<WatchPage>(args, `/quality/goods/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['listingId'] ?? '';
  return runCommand(args, `/ops/quality/goods/${encodeURIComponent(id)}`, id);
}

export default function WatchPageView() {
  const { watch, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const { rules, listingId } = watch;
  const mayReview = hasRole(me, ['inspector', 'head']);
  return (
    <div className="grid gap-6">
      <PageHead
        title={watch.title}
        area="Operations"
        above={<TextLink to="/ops/quality/goods">Defects</TextLink>}
      >
        <WatchState row={watch} />
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ShareOfDefects watch={watch} />
        <Panel
          title="Sequential test"
          hint={
            <>
              <Share of={rules.acceptableShare} /> against <Share of={rules.unacceptableShare} />, unit by
              unit
            </>
          }
        >
          <CoursePlot watch={watch} />
        </Panel>
      </div>
      {mayReview && (
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={`/ops/quality/lots?listing=${listingId}`}>Inspect a lot</ButtonLink>
          <ButtonLink to={`/ops/quality/recalls?listing=${listingId}&source=watch:wch_${listingId}`}>
            Recall them
          </ButtonLink>
        </div>
      )}
      {mayReview && watch.status === 'alarmed' && <ReviewForm formKey={formKey} />}
      {watch.review && (
        <Panel title={`Last review: ${words(watch.review.outcome)}`} hint={`By ${watch.review.by}`}>
          <p className="text-sm whitespace-pre-line">{watch.review.why}</p>
        </Panel>
      )}
      <Reports watch={watch} />
    </div>
  );
}

function ShareOfDefects({ watch }: { watch: WatchPage }) {
  const { figures, rules } = watch;
  return (
    <Panel title="Share of defective units" hint="Exact bounds; never a multiple of sigma at small numbers">
      {figures.units === 0 ? (
        <EmptyState title="No unit to count yet" />
      ) : (
        <BoundBar
          bounds={watchBounds(watch, rules)}
          title="Share of defective units"
          verdict={verdictOf(watch)}
        />
      )}
      <div className="mt-3">
        <Facts
          facts={[
            ['Units', <Count key="units" of={figures.units} />],
            ['Defects', <Count key="defects" of={figures.defects} />],
            [
              'Different people',
              <span key="people">
                <Count of={figures.buyers} />, at least <Count of={rules.uniqueBuyersMin} /> are needed
              </span>,
            ],
            ['Reports of danger', figures.safetyReports],
            ['Review by', watch.reviewBy && <Clock key="due" due={watch.reviewBy} />],
            [
              'Seller',
              <TextLink key="seller" to={`/ops/parties/${watch.seller.id}`}>
                {watch.seller.name}
              </TextLink>,
            ],
          ]}
        />
      </div>
    </Panel>
  );
}

function Reports({ watch }: { watch: WatchPage }) {
  return (
    <Panel title="Reports" hint="The latest first">
      {watch.reports.length === 0 && <EmptyState title="No report" />}
      <ul className="grid gap-2 text-sm">
        {watch.reports.map((report) => (
          <li key={report.report} className="flex flex-wrap items-center gap-2">
            <DateTime at={report.at} only="date" />
            <ReportLink report={report.report} source={report.source} />
            {report.safety && <Badge tone="bad">Danger</Badge>}
            {report.void && <Badge>Taken back or without ground</Badge>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const HOMES: Readonly<Record<string, string>> = {
  complaint: '/ops/complaints',
  return: '/ops/returns',
  ticket: '/ops/desk',
};

function ReportLink({ report, source }: { report: string; source: string }) {
  return <TextLink to={`${HOMES[source] ?? '/ops'}/${report}`}>{words(source)}</TextLink>;
}

function ReviewForm({ formKey }: { formKey: string }) {
  return (
    <div className="max-w-2xl">
      <Disclosure label="Say what comes of it" intent="review-watch">
        <CommandForm intent="review-watch" formKey={formKey}>
          <Choice
            name="outcome"
            legend="Outcome"
            options={[
              { value: 'no-defect', label: 'No defect', hint: 'Free at once; counting begins anew.' },
              {
                value: 'inspect',
                label: 'A lot is inspected',
                hint: 'What rests goes on resting for its time.',
              },
              {
                value: 'recall',
                label: 'They are recalled',
                hint: 'Open the recall; it stops them everywhere.',
              },
            ]}
          />
          <TextArea name="why" label="Why" maxLength={2_000} />
          <div>
            <Button>Record the review</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
