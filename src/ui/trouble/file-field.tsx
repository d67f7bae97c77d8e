import { useId } from 'react';
import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { useFormState } from '../components/field.tsx';
import type { UploadRow } from './models.ts';

export const ACCEPTED =
  'image/jpeg,image/png,image/webp,video/mp4,video/webm,video/quicktime,application/pdf';

const CONTROL =
  'block w-full min-h-10 rounded-lg border border-line-strong bg-surface text-sm text-ink file:me-3 file:min-h-10 file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink aria-invalid:border-bad';

interface FileInputProps {
  readonly label: string;
  readonly hint: string;
  readonly required?: boolean;
  /** Shown as "(optional)", as with other fields. */
  readonly optional?: boolean;
  readonly accept?: string;
}

/** Choosing one file, with what was wrong with it. */
export function FileInput({ label, hint, required, optional, accept = ACCEPTED }: FileInputProps) {
  const t = useTranslations('frame.form');
  const id = useId();
  const { errors } = useFormState();
  const error = errors.at('content') ?? errors.at('uploads');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label} {optional && <span className="font-normal text-muted">{t('optional')}</span>}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      <input
        id={id}
        type="file"
        name="content"
        accept={accept}
        required={required}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        className={CONTROL}
      />
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

/** The files of a report: those that are kept, each with a button to take it away, and room for one more. */
export function FileField({ uploads, isNeeded }: { uploads: readonly UploadRow[]; isNeeded: boolean }) {
  const t = useTranslations('report.happened');
  const name = (kind: string) => t(kind === 'photo' || kind === 'video' ? kind : 'document');
  return (
    <fieldset id="files" className="grid gap-3">
      <legend className="mb-1 text-sm font-medium">
        {t('files')}{' '}
        <span className="font-normal text-muted">{isNeeded ? t('files-needed') : t('files-optional')}</span>
      </legend>
      {uploads.length > 0 && (
        <ul className="grid gap-3 sm:grid-cols-3">
          {uploads.map((upload, i) => (
            <li key={upload.id} className="grid gap-2 rounded-lg border border-line bg-sunken p-2">
              <Preview upload={upload} label={`${name(upload.kind)} ${i + 1}`} />
              <Button
                look="secondary"
                name="remove"
                value={upload.id}
                formNoValidate
                aria-label={t('remove-file', { name: `${name(upload.kind)} ${i + 1}` })}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <FileInput key={uploads.length} label={t('file')} hint={t('files-hint')} />
        </div>
        <Button look="secondary" name="then" value="add" formNoValidate>
          {t('add')}
        </Button>
      </div>
    </fieldset>
  );
}

export function Preview({ upload, label }: { upload: UploadRow; label: string }) {
  const src = `/api/v1/me/uploads/${upload.id}/file`;
  if (upload.mime.startsWith('image/'))
    return <img src={src} alt={label} className="aspect-4/3 w-full rounded-md bg-surface object-contain" />;
  return (
    <a
      href={src}
      className="grid aspect-4/3 place-items-center rounded-md bg-surface text-sm text-accent underline underline-offset-4"
    >
      {label}
    </a>
  );
}
