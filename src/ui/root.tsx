import { Links, type LoaderFunctionArgs, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router';
import { IntlProvider } from 'use-intl';

import './styles.css';
import { accountOf } from './account/auth.ts';
import { getOr } from './api.ts';
import { ConnectionNotice } from './components/connection-notice.tsx';
import { PageError } from './components/error-page.tsx';
import { Frame } from './components/frame.tsx';
import { messagesOf } from './messages/catalogue.ts';
import { pageContext } from './page-context.ts';
import { type Me, type Reader, useReader } from './reader.ts';

export async function loader(args: LoaderFunctionArgs): Promise<Reader> {
  // Neither a visitor nor a page in trouble should be kept from seeing the frame.
  const { headers } = args.request;
  const isKnown = headers.has('cookie') || headers.has('authorization');
  const me = isKnown ? await getOr<Me>(args, '/me', [401, 403, 404, 500, 503]) : undefined;
  const { preferences } = args.context.get(pageContext);
  // The staff work in one language, so that a case reads the same to each of them.
  const isStaffPage = /^\/(?:ops|staff)(\/|$)/.test(args.url.pathname);
  const language = isStaffPage ? 'en' : preferences.language;
  const now = Date.now();
  // To the minute for visitors, whose pages are then the same for all of them.
  if (!me) {
    const isHalfway = await isSignedIn(args);
    return { ...preferences, language, now: now - (now % MINUTE_MS), me: null, isHalfway };
  }
  return { ...preferences, language, now, me: headOf(me), isHalfway: false };
}

const MINUTE_MS = 60_000;
const SESSION_COOKIE = 'cacashop.session_token';

/** Without the cookie there is nobody to ask about, so that visitors cost nothing. */
async function isSignedIn(args: LoaderFunctionArgs): Promise<boolean> {
  if (!args.request.headers.get('cookie')?.includes(SESSION_COOKIE)) return false;
  return (await accountOf(args)) !== null;
}

/** Each page carries this along: identity data and the like stay where they are asked for. */
function headOf({ kind, partyId, name, roles, terms }: Me): Me {
  return { kind, partyId, name, roles, terms };
}

export function Layout({ children }: { children: React.ReactNode }) {
  const { language, locale } = useReader();
  return (
    <html lang={locale.startsWith(language) ? locale : language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body className="antialiased">
        <IntlProvider locale={language} messages={messagesOf(language)} timeZone="UTC">
          {children}
          <ConnectionNotice />
        </IntlProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Where not even an area's layout could be shown, as for a seller who opens the staff's pages. */
export function ErrorBoundary({ error }: { error: unknown }) {
  return (
    <Frame nav={[]}>
      <PageError error={error} />
    </Frame>
  );
}
