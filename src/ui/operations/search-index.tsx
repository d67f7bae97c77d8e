import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { Count, DateTime } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Index {
  readonly listings: number;
  readonly position: number;
  readonly lag: {
    readonly lastMs: number | null;
    readonly worstMs: number | null;
    readonly windowMs: number;
  };
  readonly source: 'snapshot' | 'listings';
  readonly openedInMs: number;
  readonly merges: { readonly segments: number; readonly waiting: number; readonly isMerging: boolean };
  readonly saved: { readonly at: number; readonly bytes: number } | null;
  readonly unsaved: number;
}

interface IndexPage {
  readonly process: number;
  readonly engine: 'memory' | 'server';
  readonly sealedPosition: number;
  readonly behind: number;
  readonly index: Index | null;
}

export function loader(args: LoaderFunctionArgs) {
  return get<IndexPage>(args, '/search-index');
}

/** More is worth a look: the index reads on ten times a second. */
const LAG_MAX_MS = 5_000;
const MB = 1_000_000;

export default function SearchIndexPage() {
  const page = useLoaderData<typeof loader>();
  const { index, engine, behind } = page;
  return (
    <div className="grid gap-6">
      <PageHead title="Search index" area="Operations">
        What search and category pages are answered from. Each web process has an index of its own; this is
        that of process {page.process}.
      </PageHead>
      <Step behind={behind} lastMs={index?.lag.lastMs ?? null} />
      <Panel title="Beside the log" hint="Sanctions do not wait for this: they hold in the next query.">
        <Facts
          facts={[
            ['Log sealed up to', <Count key="sealed" of={page.sealedPosition} />],
            ['Index has read up to', index && <Count key="position" of={index.position} />],
            ['Entries behind', <Count key="behind" of={behind} />],
            ['Latest change found after', index && <Duration key="last" ms={index.lag.lastMs} />],
            [
              `Slowest of the last ${(index?.lag.windowMs ?? 0) / 60_000} to ${(index?.lag.windowMs ?? 0) / 30_000} minutes`,
              index && <Duration key="worst" ms={index.lag.worstMs} />,
            ],
          ]}
        />
      </Panel>
      {index && <Contents index={index} />}
      {!index && (
        <Notice tone="neutral" title="No index in this process">
          {engine === 'server'
            ? 'Search is answered by a server of its own (SEARCH_URL).'
            : 'It is opened by the first search.'}
        </Notice>
      )}
    </div>
  );
}

function Step({ behind, lastMs }: { behind: number; lastMs: number | null }) {
  if (behind === 0 && (lastMs ?? 0) <= LAG_MAX_MS)
    return <Notice tone="good" title="In step with everything that is sealed" />;
  return (
    <Notice tone="warn" title="Listing changes are found late">
      New and changed listings, prices and stock show up in search when the index has read them. A few hundred
      entries behind pass by themselves after many changes at once; if the number grows, the process has too
      much to do.
    </Notice>
  );
}

function Contents({ index }: { index: Index }) {
  const { merges, saved } = index;
  return (
    <Panel title="The index">
      <Facts
        facts={[
          ['Listings that can be found', <Count key="listings" of={index.listings} />],
          ['Parts each search looks through', <Count key="segments" of={merges.segments} />],
          [
            'Not merged yet',
            <span key="waiting">
              <Count of={merges.waiting} /> {merges.isMerging ? '(a merge is under way)' : ''}
            </span>,
          ],
          [
            'Opened from',
            <span key="source">
              {index.source === 'snapshot' ? 'its file' : 'all listings'} in{' '}
              <Duration ms={index.openedInMs} />
            </span>,
          ],
          [
            'File written',
            saved ? (
              <span key="saved">
                <DateTime at={saved.at} />, {(saved.bytes / MB).toFixed(1)} MB
              </span>
            ) : (
              'not yet: small ones are made anew as fast'
            ),
          ],
          ['Changes since', <Count key="unsaved" of={index.unsaved} />],
        ]}
      />
    </Panel>
  );
}

function Duration({ ms }: { ms: number | null }) {
  if (ms === null) return <>no change yet</>;
  return <>{ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`}</>;
}
