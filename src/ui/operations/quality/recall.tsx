import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../../api.ts';
import { Clock, Count, DateTime } from '../../components/amounts.tsx';
import { words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, TextArea } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Facts, PageHead, Panel } from '../../components/panel.tsx';
import { RecallNotice } from '../../components/recall-text.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { REMEDIES } from '../../recalls/models.ts';
import { hasRole } from '../roles.ts';
import { DONE, runCommand } from './commands.ts';
import type { StaffRecall } from './models.ts';
import { RecallState } from './recalls.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['recallId'] ?? '');
  return { recall: await get<StaffRecall>(args, `/quality/recalls/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['recallId'] ?? '';
  return runCommand(args, `/ops/quality/recalls/${encodeURIComponent(id)}`, id);
}

export default function StaffRecallPage() {
  const { recall, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const mayAct = !recall.closed && hasRole(me, ['inspector', 'head']);
  return (
    <div className="grid gap-6">
      <PageHead
        title={recall.product}
        area="Operations"
        above={<TextLink to="/ops/quality/recalls">Recalls</TextLink>}
      >
        <RecallState recall={recall} />
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="grid gap-6">
          <RecallNotice recall={recall} />
          <Panel title="Goods" hint={recall.listings === 1 ? '1 listing' : `${recall.listings} listings`}>
            <ul className="grid gap-1.5 text-sm">
              {recall.goods.slice(0, GOODS_MAX).map(({ listingId, title, seller }) => (
                <li key={listingId} className="flex flex-wrap justify-between gap-x-4">
                  <TextLink to={`/ops/quality/goods/${listingId}`}>{title}</TextLink>
                  <TextLink to={`/ops/parties/${seller.id}`}>{seller.name}</TextLink>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
        <div className="grid gap-6">
          <Progress recall={recall} />
          {mayAct && <Actions recall={recall} formKey={formKey} />}
          {recall.closedWhy && (
            <Panel title="Closed">
              <p className="text-sm whitespace-pre-line">{recall.closedWhy}</p>
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

const GOODS_MAX = 100;

function Progress({ recall }: { recall: StaffRecall }) {
  const { owners, orders, lists, listedAt, toldAt, tellBy, claims } = recall;
  const chosen = REMEDIES.reduce((sum, r) => sum + claims[r].open + claims[r].done, 0);
  return (
    <Panel title="Owners">
      <div className="grid gap-4">
        <Facts
          facts={[
            ['Owners', owners === null ? 'Being listed' : <Count key="owners" of={owners} />],
            ['Orders', orders !== null && <Count key="orders" of={orders} />],
            ['Listed', listedAt && <DateTime key="listed" at={listedAt} />],
            ['Told', toldAt ? <DateTime key="told" at={toldAt} /> : <Clock key="told" due={tellBy} />],
            ['Opened by', recall.openedBy],
            ['From', words(recall.source)],
          ]}
        />
        {owners !== null && lists.made > 0 && <Bar label="Lists told" part={lists.told} whole={lists.made} />}
        {orders !== null && orders > 0 && <Bar label="Orders with a choice" part={chosen} whole={orders} />}
        <Facts
          facts={REMEDIES.map((remedy) => [
            words(remedy),
            `${claims[remedy].done} done, ${claims[remedy].open} open`,
          ])}
        />
      </div>
    </Panel>
  );
}

function Bar({ label, part, whole }: { label: string; part: number; whole: number }) {
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex justify-between gap-2">
        <span className="text-muted">{label}</span>
        <span className="tabular-nums">
          {part} of {whole}
        </span>
      </p>
      <progress aria-label={label} value={part} max={whole} className="h-2 w-full accent-accent" />
    </div>
  );
}

function Actions({ recall, formKey }: { recall: StaffRecall; formKey: string }) {
  return (
    <div className="grid gap-3">
      <Disclosure label="Take further listings in" intent="widen-recall">
        <CommandForm intent="widen-recall" formKey={formKey}>
          <TextArea name="listings" label="Listings" hint="Ids of the same goods" rows={2} />
          <div>
            <Button>Stop and tell</Button>
          </div>
        </CommandForm>
      </Disclosure>
      {recall.toldAt !== null && (
        <Disclosure label="Close the recall" intent="close-recall">
          <CommandForm intent="close-recall" formKey={formKey}>
            <TextArea name="why" label="Why" rows={2} maxLength={2_000} />
            <div>
              <Button look="secondary">Close it</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </div>
  );
}
