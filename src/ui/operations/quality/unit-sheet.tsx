import { useId } from 'react';

import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { CommandForm, TextArea, useFailure, useFormState } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import type { Lot, LotUnit, UnitResult } from './models.ts';

interface UnitSheetProps {
  readonly lot: Lot;
  readonly mayInspect: boolean;
  readonly formKey: string;
}

/** The inspector's sheet: a unit at a time, made for a phone held in one hand beside the goods. */
export function UnitSheet({ lot, mayInspect, formKey }: UnitSheetProps) {
  const found = new Map(lot.units.map((unit) => [unit.unit, unit]));
  const next = lot.drawn.find((unit) => !found.has(unit));
  const shown = lot.drawn.slice(0, SHOWN_MAX);
  return (
    <Panel title="Units drawn" hint={`${lot.inspected} of ${lot.sampleSize} looked at`} flush>
      <ul id="units" className="divide-y divide-line">
        {shown.map((unit) => (
          <UnitItem
            key={unit}
            lotId={lot.id}
            unit={unit}
            found={found.get(unit)}
            isNext={unit === next}
            mayInspect={mayInspect}
            formKey={formKey}
          />
        ))}
      </ul>
      {lot.drawn.length > shown.length && (
        <p className="px-4 py-3 text-sm text-muted">And {lot.drawn.length - shown.length} more.</p>
      )}
    </Panel>
  );
}

/** A page of more is no sheet that anybody works with. */
const SHOWN_MAX = 500;

const RESULTS: Readonly<Record<UnitResult, { readonly tone: Tone; readonly label: string }>> = {
  conforming: { tone: 'good', label: 'Conforms' },
  nonconforming: { tone: 'warn', label: 'Does not conform' },
  critical: { tone: 'bad', label: 'Dangerous' },
};

interface UnitItemProps {
  readonly lotId: string;
  readonly unit: number;
  readonly found: LotUnit | undefined;
  readonly isNext: boolean;
  readonly mayInspect: boolean;
  readonly formKey: string;
}

function UnitItem({ lotId, unit, found, isNext, mayInspect, formKey }: UnitItemProps) {
  const failed = useFailure('inspect-unit', String(unit)) !== undefined;
  const head = (
    <>
      <span className="font-medium tabular-nums">Unit {unit}</span>
      {found ? (
        <Badge tone={RESULTS[found.result].tone}>{RESULTS[found.result].label}</Badge>
      ) : (
        <span className="text-sm text-muted">{isNext ? 'Next' : 'Not looked at'}</span>
      )}
    </>
  );
  return (
    <li className="grid gap-2 px-4 py-3">
      {mayInspect ? (
        <details open={failed || isNext || undefined}>
          <summary className="flex min-h-10 flex-wrap items-center justify-between gap-2">{head}</summary>
          <UnitForm unit={unit} formKey={formKey} />
        </details>
      ) : (
        <p className="flex flex-wrap items-center justify-between gap-2">{head}</p>
      )}
      {found && <UnitFinding lotId={lotId} found={found} />}
    </li>
  );
}

function UnitFinding({ lotId, found }: { lotId: string; found: LotUnit }) {
  if (found.note === null && found.photos.length === 0) return null;
  return (
    <div className="grid gap-2">
      {found.note && <p className="text-sm whitespace-pre-line">{found.note}</p>}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {found.photos.map((photo, i) => (
          <li key={photo}>
            <img
              src={`/api/v1/quality/lots/${lotId}/photos/${photo}`}
              alt={`Unit ${found.unit}, ${i + 1}`}
              className="size-24 rounded-lg border border-line bg-sunken object-cover"
              loading="lazy"
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function UnitForm({ unit, formKey }: { unit: number; formKey: string }) {
  return (
    <CommandForm intent="inspect-unit" subject={String(unit)} formKey={formKey} withFile>
      <fieldset className="grid gap-2 sm:grid-cols-3">
        <legend className="sr-only">Result for unit {unit}</legend>
        {(Object.keys(RESULTS) as UnitResult[]).map((result) => (
          <label
            key={result}
            className="flex min-h-12 items-center gap-3 rounded-lg border border-line bg-surface px-3 py-2 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="result"
              value={result}
              required
              defaultChecked={result === 'conforming'}
              className="size-5 accent-accent"
            />
            {RESULTS[result].label}
          </label>
        ))}
      </fieldset>
      <PhotoInput />
      <TextArea name="note" label="What is wrong with it" optional rows={2} maxLength={2_000} />
      <div>
        <Button className="w-full sm:w-auto">Record unit {unit}</Button>
      </div>
    </CommandForm>
  );
}

/** Opens the camera on a phone. */
function PhotoInput() {
  const id = useId();
  const error = useFormState().errors.at('photos');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        Photos <span className="font-normal text-muted">(optional)</span>
      </label>
      <input
        id={id}
        type="file"
        name="photos"
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
        multiple
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className="block w-full min-h-10 rounded-lg border border-line-strong bg-surface text-sm text-ink file:me-3 file:min-h-10 file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
      />
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
