import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { OwnLotState } from './quality.tsx';
import type { OwnLot } from './quality-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return get<OwnLot>(args, `/me/inspections/${encodeURIComponent(args.params['lotId'] ?? '')}`);
}

const TONES: Readonly<Record<OwnLot['units'][number]['result'], Tone>> = {
  conforming: 'good',
  nonconforming: 'warn',
  critical: 'bad',
};

export default function OwnLotPage() {
  const lot = useLoaderData<typeof loader>();
  const t = useTranslations('quality.seller');
  const { inspected, sampleSize, lotSize, nonconforming, accept } = lot;
  const area = useTranslations('health')('area');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={lot.title} area={area} above={<TextLink to="/seller/quality">{t('back')}</TextLink>}>
        <OwnLotState lot={lot} />
      </PageHead>
      {lot.why && (
        <Panel title={t('verdict')}>
          <p className="text-sm whitespace-pre-line">{lot.why}</p>
        </Panel>
      )}
      <Panel title={t('plan')}>
        <Facts
          facts={[
            [t('plan'), t('plan-text', { sampleSize, lotSize, accept })],
            [t('units'), t('units-of', { inspected, sampleSize })],
            [t('faulty'), t('faulty-of', { nonconforming, accept })],
            [
              t('draw'),
              <code key="seed" className="text-xs break-all">
                {lot.seed}
              </code>,
            ],
          ]}
        />
      </Panel>
      {lot.units.length > 0 && (
        <Panel title={t('units')} flush>
          <ul className="divide-y divide-line">
            {lot.units.map(({ unit, result, note, photos }) => (
              <li key={unit} className="grid gap-2 px-4 py-3 text-sm">
                <p className="flex flex-wrap items-center justify-between gap-2">
                  <span className="font-medium">{t('unit', { unit })}</span>
                  <Badge tone={TONES[result]}>{t(`results.${result}`)}</Badge>
                </p>
                {note && <p className="whitespace-pre-line">{note}</p>}
                <ul className="flex flex-wrap gap-2 empty:hidden">
                  {photos.map((photo) => (
                    <li key={photo}>
                      <img
                        src={`/api/v1/quality/lots/${lot.id}/photos/${photo}`}
                        alt={t('photo', { unit })}
                        className="size-24 rounded-lg border border-line bg-sunken object-cover"
                        loading="lazy"
                      />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
