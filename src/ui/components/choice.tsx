import { useId } from 'react';

import { type Option, useFormState } from './field.tsx';

interface ChoiceProps {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly (Option & { readonly hint?: string })[];
  /** Ticked before anything was typed. */
  readonly chosen?: readonly string[];
  /** Many options in little room: small boxes in a list that scrolls by itself. */
  readonly dense?: boolean;
}

/** One of a few: all of them in sight. */
export function Choice(props: ChoiceProps) {
  return <Group {...props} type="radio" />;
}

/** Any number of a few. */
export function Boxes(props: ChoiceProps) {
  return <Group {...props} type="checkbox" />;
}

function Group({
  name,
  legend,
  hint,
  options,
  dense,
  type,
  chosen: before = [],
}: ChoiceProps & { type: 'radio' | 'checkbox' }) {
  const id = useId();
  const { errors, values } = useFormState();
  const error = errors.at(name);
  const chosen = values[name]?.split('\n') ?? before;
  return (
    <fieldset
      className="grid gap-2"
      aria-describedby={error ? `${id}-error` : undefined}
      data-wrong={error === undefined ? undefined : ''}
    >
      <legend className="mb-1.5 text-sm font-medium">
        {legend}
        {hint && <span className="block font-normal text-muted">{hint}</span>}
      </legend>
      <div
        className={dense ? 'max-h-72 overflow-y-auto rounded-lg border border-line bg-surface' : 'grid gap-2'}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className={`flex items-start gap-3 px-3 has-checked:bg-accent-soft ${dense ? 'py-1.5' : 'rounded-lg border border-line bg-surface py-2.5 has-checked:border-accent'}`}
          >
            <input
              type={type}
              name={name}
              value={option.value}
              required={type === 'radio'}
              defaultChecked={chosen.includes(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className={dense ? 'flex flex-wrap gap-x-2 text-sm' : 'grid text-sm'}>
              <span className="font-medium">{option.label}</span>
              {option.hint && <span className="text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
