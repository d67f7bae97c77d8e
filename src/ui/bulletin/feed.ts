import { Feed } from 'feed';
import type { LoaderFunctionArgs } from 'react-router';
import { createTranslator } from 'use-intl';

import { get } from '../api.ts';
import { wordsIn } from '../messages/words.ts';
import { messagesOf } from '../messages/catalogue.ts';
import { pageContext } from '../page-context.ts';
import type { Decision } from './models.ts';

const ENTRIES_MAX = 100;
const CACHE_S = 300;

/** The newest decisions as an Atom feed (RFC 4287), in the reader's language. Nobody is named. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { decisions } = await get<{ decisions: readonly Decision[] }>(
    args,
    `/transparency/decisions?limit=${ENTRIES_MAX}`,
  );
  const { language } = args.context.get(pageContext).preferences;
  const messages = messagesOf(language);
  const t = createTranslator({ locale: language, messages, namespace: 'bulletin' });
  const words = wordsIn(messages);
  const here = args.url.origin;
  const page = `${here}/transparency`;
  const feed = new Feed({
    id: page,
    link: page,
    title: t('feed.title'),
    description: t('intro'),
    language,
    copyright: 'CC0-1.0',
    updated: new Date(decisions[0]?.at ?? 0),
    feedLinks: { atom: `${page}/feed.atom` },
    author: { name: 'Cacashop', link: here },
  });
  for (const decision of decisions) {
    const month = new Date(decision.at).toISOString().slice(0, 7);
    feed.addItem({
      id: `${page}#${decision.id}`,
      link: `${page}/${month}`,
      title: t('feed.entry', { side: decision.side, measure: words(decision.kind) }),
      date: new Date(decision.at),
      description: t('feed.text', {
        reasons: decision.violations.map(words).join(', '),
        cause: t(`cause.${decision.cause}`),
      }),
    });
  }
  return new Response(feed.atom1(), {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': `public, max-age=${CACHE_S}`,
      vary: 'accept-language, cookie',
    },
  });
}
