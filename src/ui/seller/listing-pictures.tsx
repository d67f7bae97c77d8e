import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { PictureField } from './listing-form.tsx';
import { OwnPicture } from './own-picture.tsx';
import type { OwnListing } from './shop-models.ts';

/** The order after `first:2`, `earlier:2`, `later:0` or `remove:1`; as it was for anything else. */
export function moved(images: readonly string[], move: string): readonly string[] {
  const [what = '', at = ''] = move.split(':');
  const from = Number(at);
  const image = images[from];
  if (image === undefined) return images;
  const rest = images.toSpliced(from, 1);
  switch (what) {
    case 'remove':
      return rest;
    case 'first':
      return rest.toSpliced(0, 0, image);
    case 'earlier':
      return rest.toSpliced(Math.max(0, from - 1), 0, image);
    case 'later':
      return rest.toSpliced(from + 1, 0, image);
    default:
      return images;
  }
}

/** The pictures in their order, the first being the one that search shows. Every button works without scripts. */
export function ListingPictures({ listing, formKey }: { listing: OwnListing; formKey: string }) {
  const t = useTranslations('goods.form');
  const { images } = listing;
  const held = images.map((id) => <input key={id} type="hidden" name="images" value={id} />);
  return (
    <>
      {images.length > 0 && (
        <Panel title={t('pictures')} hint={t('order-hint')}>
          <CommandForm intent="arrange" formKey={`${formKey}.${images.length}`}>
            {held}
            <ol className="grid grid-cols-2 gap-4 sm:grid-cols-4">
              {images.map((id, i) => (
                <li key={id} className="grid content-start gap-2">
                  <OwnPicture
                    id={id}
                    seed={id}
                    category={listing.category}
                    alt={t('picture', { number: i + 1 })}
                  />
                  <div className="flex flex-wrap gap-x-1">
                    {i > 0 && <Move name={`earlier:${i}`} sign="←" label={t('earlier', { number: i + 1 })} />}
                    {i < images.length - 1 && (
                      <Move name={`later:${i}`} sign="→" label={t('later', { number: i + 1 })} />
                    )}
                    <Move name={`remove:${i}`} sign="✕" label={t('remove', { number: i + 1 })} />
                  </div>
                </li>
              ))}
            </ol>
          </CommandForm>
        </Panel>
      )}
      <CommandForm intent="add-pictures" formKey={formKey} withFile>
        {held}
        <PictureField />
        <Button look="secondary" className="justify-self-start">
          {t('add-pictures')}
        </Button>
      </CommandForm>
    </>
  );
}

function Move({ name, sign, label }: { name: string; sign: string; label: string }) {
  return (
    <button
      type="submit"
      name="move"
      value={name}
      aria-label={label}
      title={label}
      className="grid size-9 place-items-center rounded-lg border border-line-strong bg-surface text-sm hover:bg-sunken"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
