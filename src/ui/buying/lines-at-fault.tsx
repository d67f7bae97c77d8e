import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import type { CartLine, LineCode } from './models.ts';

/** What stops a line, as a sentence that names it. */
export function useLineProblem(): (line: CartLine, code?: LineCode) => string {
  const t = useTranslations('purchase.line-problems');
  const fallback = useTranslations('purchase.cart');
  return (line, code = line.problem?.code ?? 'not-sold-now') =>
    t(code, {
      title: line.title ?? fallback('unknown-article'),
      seller: line.seller?.name ?? fallback('unknown-seller'),
      available: line.available,
    });
}

interface Props {
  readonly lines: readonly CartLine[];
  readonly formKey: string;
  /** What the checkout found of lines that the cart itself thinks well of. */
  readonly codes?: ReadonlyMap<string, LineCode>;
}

/** Names every line that stops the purchase, and takes them out with one press; everything else stays. */
export function LinesAtFault({ lines, formKey, codes }: Props) {
  const t = useTranslations('purchase.cart');
  const problem = useLineProblem();
  const faulty = lines.flatMap((line) => {
    const code = codes?.get(line.listingId) ?? line.problem?.code;
    return code === undefined ? [] : [{ line, code }];
  });
  if (faulty.length === 0) return null;
  const away = faulty.filter(({ code }) => code !== 'fewer-left');
  return (
    <Notice tone="bad" title={t('stopped', { count: faulty.length })} alert>
      <ul className="grid list-inside list-disc gap-1">
        {faulty.map(({ line, code }) => (
          <li key={line.listingId} className="text-ink">
            {problem(line, code)}
          </li>
        ))}
      </ul>
      {away.length > 0 && (
        <CommandForm
          intent="drop"
          subject={away.map(({ line }) => line.listingId).join(' ')}
          formKey={formKey}
          className="mt-3"
        >
          <Button look="secondary">{t('remove-these', { count: away.length })}</Button>
        </CommandForm>
      )}
    </Notice>
  );
}
