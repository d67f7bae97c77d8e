import { type LoaderFunctionArgs, Outlet, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import type { Rates } from '../../kernel/exchange.ts';
import { getOr } from '../api.ts';
import { Frame } from '../components/frame.tsx';
import { useWords } from '../messages/words.ts';
import { pageContext } from '../page-context.ts';
import type { CategoryList, ShopFrame } from './models.ts';
import { SearchForm } from './search-form.tsx';

const CATEGORIES_MAX = 24;
/** No page should fail for want of its navigation. */
const CAN_DO_WITHOUT = [401, 403, 404, 422, 429, 500, 503];

export async function loader(args: LoaderFunctionArgs): Promise<ShopFrame> {
  const { currency } = args.context.get(pageContext).preferences;
  const isKnown = args.request.headers.has('cookie') || args.request.headers.has('authorization');
  const [found, cart, rates] = await Promise.all([
    getOr<CategoryList>(args, '/categories', CAN_DO_WITHOUT),
    isKnown ? getOr<{ lines: readonly { quantity: number }[] }>(args, '/cart', CAN_DO_WITHOUT) : undefined,
    currency === null ? undefined : getOr<Rates>(args, '/rates', CAN_DO_WITHOUT),
  ]);
  return {
    categories: (found?.categories ?? []).slice(0, CATEGORIES_MAX).map((c) => c.value),
    cartCount: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? null,
    rates: rates ?? null,
  };
}

export default function StorefrontLayout() {
  const { categories } = useLoaderData<typeof loader>();
  const t = useTranslations('browse.nav');
  const words = useWords();
  const nav = [
    { to: '/search', label: t('all') },
    ...categories.map((category) => ({ to: `/categories/${category}`, label: words(category) })),
  ];
  return (
    <Frame nav={nav} search={<SearchForm />}>
      <Outlet />
    </Frame>
  );
}
