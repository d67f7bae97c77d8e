import { createContext, use, useEffect, useId, useMemo, useRef } from 'react';
import { Form, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';

import type { FormFailure } from '../api.ts';
import { useProblem } from '../messages/problems.ts';
import { useWords } from '../messages/words.ts';
import { FieldErrors } from './field-errors.ts';
import { Notice } from './notice.tsx';
import { usePageRefusal } from './passed-by.tsx';

interface FormState {
  readonly errors: FieldErrors;
  readonly values: Readonly<Record<string, string>>;
}

const EMPTY: FormState = { errors: new FieldErrors(new Map()), values: {} };
const FormContext = createContext<FormState>(EMPTY);

/** For fields of their own kind: what was wrong with the form around them, and what was typed. */
export function useFormState(): FormState {
  return use(FormContext);
}

interface CommandFormProps {
  /** Which of a page's forms this is; the action branches on it. */
  readonly intent: string;
  /** Idempotency key drawn by the loader: the same form sent twice does one thing once. */
  readonly formKey: string;
  /** What tells apart two forms of the same intent on one page, such as an id; becomes the field `subject`. */
  readonly subject?: string;
  readonly className?: string;
  /** With a file field. */
  readonly withFile?: boolean;
  readonly children: React.ReactNode;
}

/** A form for one command of the API. Works before scripts load; shows what the API found wrong at the field concerned. */
export function CommandForm(props: CommandFormProps) {
  const { intent, formKey, subject, className = 'grid gap-4', withFile, children } = props;
  const failure = useFailure(intent, subject);
  const say = useProblem();
  const said = failure && say(failure.problem);
  const form = useFocusOnRefusal(failure);
  const refusal = usePageRefusal();
  if (failure) refusal.isTold = true;
  // Anew for each refusal alone: the fields mark in it what they have told.
  const state = useMemo(
    () => (failure && said ? { errors: new FieldErrors(said.fields), values: failure.values } : EMPTY),
    // oxlint-disable-next-line react/exhaustive-deps -- what is said follows from the failure
    [failure],
  );
  return (
    <FormContext value={state}>
      <Form
        ref={form}
        method="post"
        className={className}
        encType={withFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
        preventScrollReset
      >
        <input type="hidden" name="intent" value={intent} />
        <input
          type="hidden"
          name="key"
          value={`${formKey}.${intent}${subject === undefined ? '' : `.${subject}`}`}
        />
        {subject !== undefined && <input type="hidden" name="subject" value={subject} />}
        {said && (
          <div tabIndex={-1} data-refused="" className="rounded-lg">
            <Notice tone="bad" title={said.title} alert>
              {said.detail}
            </Notice>
          </div>
        )}
        {children}
        {said && <Untold title={said.title} />}
      </Form>
    </FormContext>
  );
}

/**
 * To the first field that is wrong, or to what the form says: the button that was pressed may be screens below. Also after a
 * page of its own, where the form was sent before scripts had loaded.
 */
function useFocusOnRefusal(failure: FormFailure | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!failure) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    (find('[aria-invalid="true"], [data-wrong] input') ?? find('[data-refused]'))?.focus();
  }, [failure]);
  return form;
}

/** What no field of the form has told. It comes after them, so that they have been rendered. */
function Untold({ title }: { readonly title: string }) {
  const { errors } = useFormState();
  const word = useWords();
  const untold = errors.untold().filter(([, message]) => message !== title);
  if (untold.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm font-medium text-bad">
      {untold.map(([name, message]) => (
        <li key={name}>
          <span className="inline-block first-letter:uppercase">{word(name)}</span>: {message}
        </li>
      ))}
    </ul>
  );
}

/** What the API found wrong with the form of this intent (and subject), if it was the one just sent. */
export function useFailure(intent: string, subject?: string): FormFailure | undefined {
  const result = usePageFailure();
  if (result?.intent !== intent) return undefined;
  return subject === undefined || result.values['subject'] === subject ? result : undefined;
}

/** What the API refused of what was just sent, whichever form it came from. */
export function usePageFailure(): FormFailure | undefined {
  const result: unknown = useActionData();
  return isFailure(result) ? result : undefined;
}

function isFailure(value: unknown): value is FormFailure {
  return typeof value === 'object' && value !== null && 'intent' in value && 'problem' in value;
}

const CONTROL =
  'w-full min-h-10 rounded-lg border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-muted sm:text-sm aria-invalid:border-bad aria-invalid:outline-bad';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Shown as "(optional)"; everything else is required. */
  readonly optional?: boolean;
}

function useField({ name, hint, optional }: FieldProps) {
  const id = useId();
  const { errors, values } = useFormState();
  const error = errors.at(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    error,
    typed: values[name],
    control: {
      id,
      name,
      required: optional !== true,
      'aria-invalid': error === undefined ? undefined : true,
      'aria-describedby': described === '' ? undefined : described,
    },
  };
}

function Frame({
  id,
  error,
  label,
  hint,
  optional,
  children,
}: FieldProps & { id: string; error: string | undefined; children: React.ReactNode }) {
  const t = useTranslations('frame.form');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label} {optional && <span className="font-normal text-muted">{t('optional')}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & Omit<React.ComponentProps<'input'>, 'name' | 'required'>;

export function TextField({ name, label, hint, optional, ...rest }: InputProps) {
  const props = fieldProps(name, label, hint, optional);
  const { id, error, typed, control } = useField(props);
  return (
    <Frame {...props} id={id} error={error}>
      <input {...rest} {...control} defaultValue={typed ?? rest.defaultValue} className={CONTROL} />
    </Frame>
  );
}

type AreaProps = FieldProps & Omit<React.ComponentProps<'textarea'>, 'name' | 'required'>;

export function TextArea({ name, label, hint, optional, ...rest }: AreaProps) {
  const props = fieldProps(name, label, hint, optional);
  const { id, error, typed, control } = useField(props);
  return (
    <Frame {...props} id={id} error={error}>
      <textarea
        rows={4}
        {...rest}
        {...control}
        defaultValue={typed ?? rest.defaultValue}
        className={CONTROL}
      />
    </Frame>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

type SelectProps = FieldProps & {
  readonly options: readonly Option[];
  readonly empty?: string;
  readonly defaultValue?: string;
};

export function Select({ name, label, hint, optional, options, empty, defaultValue }: SelectProps) {
  const props = fieldProps(name, label, hint, optional);
  const { id, error, typed, control } = useField(props);
  return (
    <Frame {...props} id={id} error={error}>
      <select {...control} defaultValue={typed ?? defaultValue ?? ''} className={CONTROL}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

function fieldProps(
  name: string,
  label: string,
  hint: string | undefined,
  optional: boolean | undefined,
): FieldProps {
  return {
    name,
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(optional === undefined ? {} : { optional }),
  };
}
