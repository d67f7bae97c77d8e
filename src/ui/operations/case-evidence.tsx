import { Count, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { byline } from '../components/byline.ts';
import { Disclosure } from '../components/disclosure.tsx';
import { EvidenceContent } from '../components/evidence-content.tsx';
import { CommandForm, Select, TextField } from '../components/field.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import { shortIds } from '../components/short-ids.ts';
import type { CasePage, EvidenceItem } from './models.ts';

const UPLOAD_KINDS = ['photo', 'document', 'test-report', 'authority-notice'];

/** So many groups stand open; a detection may bring dozens of orders. */
const GROUPS_SHOWN = 6;

export function Evidence({ file, formKey }: { file: CasePage; formKey: string }) {
  const groups = groupsOf(file.evidence);
  const rest = groups.slice(GROUPS_SHOWN);
  return (
    <Panel title="Evidence" hint="Each item is fixed by its hash when it joins the case." flush>
      {file.evidence.length === 0 && <EmptyState title="No evidence yet" />}
      <Groups groups={groups.slice(0, GROUPS_SHOWN)} caseId={file.id} />
      {rest.length > 0 && (
        <details className="border-t border-line">
          <summary className="m-4 w-fit rounded text-sm font-medium text-accent">
            {rest.length} more, such as the other orders
          </summary>
          <Groups groups={rest} caseId={file.id} />
        </details>
      )}
      {file.commands.includes('add-evidence') && (
        <div className="border-t border-line p-4">
          <Disclosure label="Add evidence" intent="add-evidence">
            <CommandForm intent="add-evidence" formKey={formKey} withFile>
              <Select
                name="kind"
                label="Kind"
                options={UPLOAD_KINDS.map((kind) => ({ value: kind, label: words(kind) }))}
              />
              <TextField name="content" label="File" type="file" hint="JPEG, PNG, WebP or PDF." />
              <div>
                <Button>Add to the case</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
    </Panel>
  );
}

/** An order's timeline, parcels and payment together; files and words of people first. */
function groupsOf(evidence: readonly EvidenceItem[]): readonly (readonly EvidenceItem[])[] {
  const groups = Map.groupBy(evidence, (item) => (item.file ? item.id : (item.about ?? item.id)));
  const told = (group: readonly EvidenceItem[]) =>
    group.some((item) => item.file !== null || item.kind === 'messages') ? 0 : 1;
  return [...groups.values()].toSorted((a, b) => told(a) - told(b));
}

interface GroupsProps {
  readonly groups: readonly (readonly EvidenceItem[])[];
  readonly caseId: string;
}

function Groups({ groups, caseId }: GroupsProps) {
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <li key={group[0]?.id} className="grid gap-3 p-4">
          {group.map((item) => (
            <EvidenceText key={item.id} item={item} caseId={caseId} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function EvidenceText({ item, caseId }: { item: EvidenceItem; caseId: string }) {
  return (
    <article id={item.id} className="grid gap-1 rounded text-sm target:bg-accent-soft">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="info">{words(item.kind)}</Badge>
        <span className="font-medium wrap-anywhere">{shortIds(item.title)}</span>
      </p>
      <p className="text-xs text-muted">
        <DateTime at={item.at} /> · {byline(item.by)} · SHA-256{' '}
        <code className="font-mono break-all" title={item.sha256}>
          {item.sha256.slice(0, 16)}…
        </code>
      </p>
      {item.content && (
        <details>
          <summary className="w-fit rounded text-accent">Show content</summary>
          {/* The region scrolls by itself, so it must be reachable by keyboard. */}
          <section
            aria-label={item.title}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable regions need focus
            tabIndex={0}
            className="mt-2 max-h-120 overflow-auto rounded-lg bg-sunken p-3 text-xs"
          >
            <EvidenceContent kind={item.kind} json={item.content} />
          </section>
        </details>
      )}
      {item.file && (
        <p>
          <a
            href={`/api/v1/cases/${caseId}/evidence/${item.id}/file`}
            className="text-accent underline underline-offset-4"
          >
            Download
          </a>{' '}
          <span className="text-muted">
            {item.file.mime}, <Count of={Math.ceil(item.file.bytes / 1024)} /> KB
          </span>
        </p>
      )}
    </article>
  );
}
