import { useId } from 'react';
import { Form, useSearchParams, useSubmit } from 'react-router';

import { words } from './badge.tsx';

export interface Filter {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (string | { readonly value: string; readonly label: string })[];
  /** What no choice means, if not "Any". */
  readonly any?: string;
}

/** A GET form: it applies at once where scripts run, and by its button where they do not. */
export function FilterBar({ filters }: { filters: readonly Filter[] }) {
  const id = useId();
  const [search] = useSearchParams();
  const submit = useSubmit();
  return (
    <Form
      key={search.toString()}
      className="flex flex-wrap items-end gap-3"
      onChange={(event) => void submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      {filters.map((filter) => (
        <div key={filter.name} className="grid flex-1 gap-1 sm:flex-none">
          <label htmlFor={`${id}-${filter.name}`} className="text-xs font-medium text-muted">
            {filter.label}
          </label>
          <select
            id={`${id}-${filter.name}`}
            name={filter.name}
            defaultValue={search.get(filter.name) ?? ''}
            className="min-h-10 min-w-32 rounded-lg border border-line-strong bg-surface px-3 text-sm"
          >
            <option value="">{filter.any ?? 'Any'}</option>
            {filter.options.map(optionOf).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button
        type="submit"
        className="min-h-10 rounded-lg border border-line-strong bg-surface px-4 text-sm font-medium hover:bg-sunken"
      >
        Apply
      </button>
    </Form>
  );
}

function optionOf(option: Filter['options'][number]) {
  return typeof option === 'string' ? { value: option, label: words(option) } : option;
}
