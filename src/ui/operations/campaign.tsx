import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { Count, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { CampaignState } from './campaigns.tsx';
import { DONE, runCommand } from './commands.ts';
import { readCampaign } from './parties.ts';
import type { CampaignPage, SampleItem } from './party-models.ts';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { campaign: await readCampaign(args, args.params['campaignId'] ?? ''), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['campaignId'] ?? '';
  return runCommand(args, `/ops/campaigns/${encodeURIComponent(id)}`, id);
}

export default function CampaignFilePage() {
  const { campaign, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={campaign.title}
        area="Operations"
        above={
          <Link to="/ops/campaigns" className="underline-offset-4 hover:underline">
            Campaigns
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <CampaignState row={campaign} />
          {campaign.violations.map(words).join(', ')}
        </span>
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Counted campaign={campaign} />
          <Sample campaign={campaign} formKey={formKey} />
        </div>
        <Glance campaign={campaign} formKey={formKey} />
      </div>
    </div>
  );
}

function Counted({ campaign }: { campaign: CampaignPage }) {
  return (
    <Panel title="Progress">
      <div className="grid gap-5 sm:grid-cols-2">
        <Facts
          facts={campaign.progress.map((p) => [
            p.outcome === null ? `Wait for ${words(p.waitsFor).toLowerCase()}` : words(p.outcome),
            <Count key="cases" of={p.cases} />,
          ])}
        />
        <Facts
          facts={campaign.sanctions.map((s) => [
            `${words(s.kind)}, ${words(s.status).toLowerCase()}`,
            <Count key="count" of={s.count} />,
          ])}
        />
      </div>
      {campaign.skipped.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="w-fit rounded text-accent">{campaign.skipped.length} left out</summary>
          <ul className="mt-2">
            {campaign.skipped.map((party) => (
              <li key={party.id}>
                {party.name}: {words(party.why).toLowerCase()}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function Sample({ campaign, formKey }: { campaign: CampaignPage; formKey: string }) {
  const { me } = useReader();
  const isSecond = hasRole(me, ['reviewer', 'head']);
  return (
    <Panel
      title="Sample"
      hint="A second person decides these again; disagreement reopens the case and widens the sample."
      flush
    >
      {campaign.sample.length === 0 && (
        <div className="grid gap-3 p-4 text-sm">
          <p className="text-muted">Not drawn yet.</p>
          {isSecond && campaign.status === 'deciding' && (
            <CommandForm intent="draw-sample" formKey={formKey}>
              <div>
                <Button look="secondary">Draw the sample</Button>
              </div>
            </CommandForm>
          )}
        </div>
      )}
      <ul className="divide-y divide-line">
        {campaign.sample.map((item) => (
          <li key={item.sanctionId} className="grid gap-2 p-4 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <TextLink strong to={`/ops/cases/${item.caseId}`}>
                {item.party.name}
              </TextLink>
              {words(item.kind)}
              {item.agrees !== null && (
                <Badge tone={item.agrees ? 'good' : 'bad'}>
                  {item.judgedBy} {item.agrees ? 'agrees' : 'disagrees'}
                </Badge>
              )}
            </p>
            {isSecond && item.agrees === null && <SampleForm item={item} formKey={formKey} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SampleForm({ item, formKey }: { item: SampleItem; formKey: string }) {
  return (
    <Disclosure label="Judge it again" intent="judge-sample" subject={item.sanctionId}>
      <CommandForm intent="judge-sample" subject={item.sanctionId} formKey={formKey}>
        <Choice
          name="agrees"
          legend="Would you have decided the same?"
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No', hint: 'Its case is heard anew.' },
          ]}
        />
        <TextArea name="reasons" label="Reasons" />
        <div>
          <Button>Record</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function Glance({ campaign, formKey }: { campaign: CampaignPage; formKey: string }) {
  const { me } = useReader();
  const isOver = campaign.status === 'done' || campaign.status === 'stopped';
  return (
    <div className="grid content-start gap-6">
      <Panel title="At a glance">
        <Facts
          facts={[
            ['Started by', campaign.startedBy.name],
            ['Opened', <DateTime key="opened" at={campaign.openedAt} />],
            ['Parties', <Count key="parties" of={campaign.parties} />],
            ['Cases opened', <Count key="cases" of={campaign.opened} />],
            ['Cases decided', <Count key="decided" of={campaign.decided} />],
            ['Wait for the sample', <Count key="rest" of={campaign.rest} />],
            ['Released', <Count key="released" of={campaign.released} />],
          ]}
        />
      </Panel>
      {!isOver && hasRole(me, ['head']) && (
        <Disclosure label="Stop the campaign" intent="stop-campaign">
          <CommandForm intent="stop-campaign" formKey={formKey}>
            <TextArea name="reasons" label="Reasons" hint="What waits is dropped, what is in force stays." />
            <div>
              <Button look="danger">Stop it</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </div>
  );
}
