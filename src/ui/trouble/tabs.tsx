import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';

import { Tabs } from '../components/tabs.tsx';

const PLACES = [
  ['/complaints', 'title'],
  ['/account/cases', 'cases'],
  ['/appeals', 'appeals'],
  ['/account/standing', 'standing'],
  ['/notices', 'notices'],
] as const;

/** From one of a person's own matters to the others. */
export function TroubleTabs() {
  const { pathname } = useLocation();
  const t = useTranslations('complaints.list');
  const tabs = PLACES.map(([to, label]) => ({ to, label: t(label), current: pathname === to }));
  return <Tabs label={t('matters')} tabs={tabs} />;
}
