import { useTranslations } from 'use-intl';

import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { EvidenceContent } from '../components/evidence-content.tsx';
import { CommandForm } from '../components/field.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import { useWords } from '../messages/words.ts';
import type { CaseEvidence, OwnCase } from './case-models.ts';
import { FileInput } from './file-field.tsx';

/** What the case rests on, as far as this side may see it, and a way to bring more. */
export function CaseEvidenceList({ file, formKey }: { file: OwnCase; formKey: string }) {
  const t = useTranslations('complaints.cases');
  const report = useTranslations('report.happened');
  return (
    <Panel title={t('evidence')} flush>
      {file.evidence.length === 0 && <EmptyState title={t('evidence-none')} />}
      <ul className="divide-y divide-line">
        {file.evidence.map((item) => (
          <li key={item.id} className="grid gap-2 p-4 text-sm">
            <Item item={item} caseId={file.id} />
          </li>
        ))}
      </ul>
      {file.status === 'open' && (
        <div className="border-t border-line p-4">
          <Disclosure label={t('evidence-add')} intent="evidence">
            <CommandForm intent="evidence" formKey={formKey} withFile>
              <FileInput
                key={file.evidence.length}
                label={t('evidence-file')}
                hint={report('files-hint')}
                required
              />
              <div>
                <Button>{t('evidence-send')}</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
    </Panel>
  );
}

function Item({ item, caseId }: { item: CaseEvidence; caseId: string }) {
  const t = useTranslations('complaints.cases');
  const word = useWords();
  const src = `/api/v1/me/cases/${caseId}/evidence/${item.id}/file`;
  const name = word(item.kind);
  const by =
    item.by === 'you'
      ? 'evidence-by-you'
      : item.by.startsWith('system:')
        ? 'evidence-by-us'
        : 'evidence-by-other';
  return (
    <>
      <p>
        <span className="font-medium first-letter:uppercase">{name}</span>{' '}
        <span className="text-muted">
          {t(by)}, <DateTime at={item.at} />
        </span>
      </p>
      {item.file?.mime.startsWith('image/') && (
        <img src={src} alt={name} className="max-h-72 w-fit max-w-full rounded-lg border border-line" />
      )}
      {item.file && (
        <p>
          <a href={src} className="text-accent underline underline-offset-4">
            {t('open-file')}
          </a>
        </p>
      )}
      {item.content && (
        <details>
          <summary className="w-fit rounded text-accent">{t('show-content')}</summary>
          <div className="mt-2 overflow-x-auto rounded-lg bg-sunken p-3 text-xs">
            <EvidenceContent kind={item.kind} json={item.content} />
          </div>
        </details>
      )}
    </>
  );
}
