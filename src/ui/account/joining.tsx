import { useTranslations } from 'use-intl';

import type { PageArgs } from '../api.ts';
import { ButtonLink } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { accountOf, withNext } from './auth.ts';

/** Who is signed in where an invitation was opened, with nobody behind the account yet. */
export interface Joiner {
  readonly email: string;
  readonly isConfirmed: boolean;
}

export async function joinerOf(args: PageArgs): Promise<Joiner | null> {
  const account = await accountOf(args);
  return account && { email: account.user.email, isConfirmed: account.user.emailVerified };
}

interface JoiningProps {
  readonly joiner: Joiner | null;
  /** Path and query of this page, which every step leads back to. */
  readonly here: string;
  /** To accept with, once nothing stands in between. */
  readonly children: React.ReactNode;
}

/** The one step that is next for whoever was invited: sign in, confirm the address, accept. */
export function Joining({ joiner, here, children }: JoiningProps) {
  const { me } = useReader();
  const t = useTranslations('account.joining');
  if (me)
    return (
      <Notice tone="warn" title={t('other')}>
        {t('other-text', { name: me.name })}
      </Notice>
    );
  if (!joiner)
    return (
      <Notice tone="info" title={t('first')}>
        <p>{t('first-text')}</p>
        <p className="mt-3 flex flex-wrap gap-2">
          <ButtonLink look="primary" to={withNext('/sign-in', here)}>
            {t('sign-in')}
          </ButtonLink>
          <ButtonLink to={withNext('/sign-up', here)}>{t('sign-up')}</ButtonLink>
        </p>
      </Notice>
    );
  if (!joiner.isConfirmed)
    return (
      <Notice tone="info" title={t('confirm')}>
        <p>{t('confirm-text', { email: joiner.email })}</p>
        <p className="mt-2">
          <TextLink to={withNext('/verify-mail', here)}>{t('again')}</TextLink>
        </p>
      </Notice>
    );
  return (
    <>
      <p className="text-sm">{t('as', { email: joiner.email })}</p>
      {children}
    </>
  );
}
