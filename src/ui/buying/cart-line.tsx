import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { Article } from './article.tsx';
import { useLineProblem } from './lines-at-fault.tsx';
import type { CartLine } from './models.ts';

/** One article of the cart: how many, what it costs, and what to do where it can't be bought. */
export function CartLineItem({ line, formKey }: { line: CartLine; formKey: string }) {
  const t = useTranslations('purchase.cart');
  const problem = useLineProblem();
  const { listingId, quantity, price, lineMinor } = line;
  return (
    <li className="p-4">
      <Article {...line} title={line.title ?? t('unknown-article')}>
        {price && (
          <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-muted">
            <span>
              {t('each')} <Money amount={price} />
            </span>
            {lineMinor !== null && (
              <span className="text-base font-semibold text-ink">
                <Money amount={{ amountMinor: lineMinor, currency: price.currency }} />
              </span>
            )}
          </p>
        )}
        {line.problem && <p className="text-sm font-medium text-bad">{problem(line)}</p>}
        <div className="mt-1 flex flex-wrap items-end gap-2">
          {line.title !== null && (
            <CommandForm
              intent="set"
              subject={listingId}
              formKey={formKey}
              className="flex flex-wrap items-end gap-2"
            >
              <div className="w-24">
                <TextField
                  // A quantity that was mended elsewhere must show here.
                  key={quantity}
                  name="quantity"
                  label={t('quantity')}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={999}
                  defaultValue={
                    line.problem?.code === 'fewer-left' ? String(line.available) : String(quantity)
                  }
                />
              </div>
              <Button look="secondary" aria-label={t('change-of', { title: line.title })}>
                {t('change')}
              </Button>
            </CommandForm>
          )}
          <CommandForm intent="drop" subject={listingId} formKey={formKey} className="contents">
            <Button look="quiet" aria-label={t('remove-of', { title: line.title ?? '' })}>
              {t('remove')}
            </Button>
          </CommandForm>
        </div>
      </Article>
    </li>
  );
}
