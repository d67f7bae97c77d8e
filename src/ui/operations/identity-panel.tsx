import { DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea, useFailure } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { IdentityItem, PartyPage } from './party-models.ts';

interface IdentityPanelProps {
  readonly party: PartyPage;
  readonly formKey: string;
}

/**
 * What a party told of itself, and whether somebody has seen proof; each value is judged where it is read. Folded: personal
 * data are for when they are needed. Who may not judge is not given them.
 */
export function IdentityPanel({ party: { record, account }, formKey }: IdentityPanelProps) {
  const failed = useFailure('judge-identity') !== undefined;
  const { identity } = account;
  if (identity === null) return null;
  const fields = Object.entries(identity);
  const verified = fields.filter(([, item]) => item.verified).length;
  const mayBeAsked = record.kind === 'seller' && identity['document'] === undefined;
  if (fields.length === 0 && !mayBeAsked && !account.documentOpenings?.length) return null;
  return (
    <Panel title="Identity" hint={`${verified} of ${fields.length} verified`}>
      <div className="grid gap-4">
        {fields.length > 0 && (
          <details className="text-sm" open={failed || undefined}>
            <summary className="w-fit rounded text-accent">Show what was told</summary>
            <dl className="mt-3 grid gap-4">
              {fields.map(([field, item]) => (
                <div key={field} className="grid gap-1.5">
                  <dt className="text-muted">{nameOf(field)}</dt>
                  <dd className="grid gap-1.5">
                    <Told partyId={record.id} field={field} item={item} />
                    {item.value !== null && <JudgeForm field={field} item={item} formKey={formKey} />}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
        <Openings openings={account.documentOpenings ?? []} />
        {mayBeAsked && <AskForm formKey={formKey} />}
      </div>
    </Panel>
  );
}

type OpeningsProps = { readonly openings: NonNullable<PartyPage['account']['documentOpenings']> };

/** Stays when the document is gone: who has seen it is told as long as the log is. */
function Openings({ openings }: OpeningsProps) {
  if (openings.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit rounded text-accent">
        {openings.length === 1 ? 'Document opened once' : `Document opened ${openings.length} times`}
      </summary>
      <ul className="mt-2 grid gap-1">
        {openings.map(({ at, byName }, i) => (
          <li key={i} className="flex flex-wrap gap-x-2">
            <DateTime at={at} />
            <span className="text-muted">{byName}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function nameOf(field: string): string {
  return words(field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
}

function Told({ partyId, field, item }: { partyId: string; field: string; item: IdentityItem }) {
  const text =
    typeof item.value === 'object' && item.value !== null
      ? Object.values(item.value).filter(Boolean).join(', ')
      : (item.value ?? 'erased');
  return (
    <span className="grid justify-items-start gap-1">
      {field === 'document' && item.value !== null ? (
        <a
          href={`/api/v1/parties/${partyId}/identity/document/file`}
          className="text-accent underline underline-offset-4"
        >
          Open the file (is noted)
        </a>
      ) : (
        <span className="break-words">{text}</span>
      )}
      {item.rejected ? (
        <Badge tone="bad">Wrong: {item.rejected.why}</Badge>
      ) : (
        <Badge tone={item.verified ? 'good' : 'neutral'}>{item.verified ? 'Verified' : 'Not verified'}</Badge>
      )}
    </span>
  );
}

interface JudgeFormProps {
  readonly field: string;
  readonly item: IdentityItem;
  readonly formKey: string;
}

function JudgeForm({ field, item, formKey }: JudgeFormProps) {
  return (
    <Disclosure label={`Judge: ${nameOf(field).toLowerCase()}`} intent="judge-identity" subject={field}>
      <CommandForm intent="judge-identity" subject={field} formKey={formKey}>
        {/* What was looked at: a change meanwhile is not judged unseen. */}
        <input type="hidden" name="seen" value={item.seen} />
        <Choice
          name="outcome"
          legend="Compared with its proof"
          options={[
            { value: 'right', label: 'Right' },
            { value: 'wrong', label: 'Wrong', hint: 'The party is told why, and until when to mend it.' },
          ]}
        />
        <TextArea name="wrong" label="What is wrong" hint="Goes to the party." optional maxLength={1_000} />
        <div>
          <Button>Record the judgement</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function AskForm({ formKey }: { formKey: string }) {
  return (
    <Disclosure label="Ask for an identification document" intent="ask-document">
      <CommandForm intent="ask-document" formKey={formKey}>
        <p className="text-sm text-muted">
          Where numbers and registers do not show who it is. The account is held if nothing comes in time.
        </p>
        <div>
          <Button>Ask for it</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
