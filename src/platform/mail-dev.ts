/** `/dev/mail`: what would have been mailed, for development without a mail server. Not mounted where there is one. */
import type { Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { Pool } from 'pg';

interface CaughtMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: number;
}

const SHOWN_MAX = 200;
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** `isAllowed`: mails hold links that open accounts, so only those may read them who could do so anyway. */
export function mountCaughtMail(
  hono: Hono,
  pool: Pool,
  isAllowed: (c: Context) => boolean | Promise<boolean>,
): void {
  hono.use('/dev/mail/*', async (c, next) => {
    if (!(await isAllowed(c))) return c.text('Caught mail is shown to this machine only.', 403);
    return next();
  });
  hono.get('/dev/mail', async (c) => {
    const to = c.req.query('to');
    const mails = await caught(
      pool,
      to === undefined ? 'true' : 'recipient = $1',
      to === undefined ? [] : [to],
    );
    if (c.req.header('accept')?.includes('application/json')) return c.json({ mails }, 200, HEADERS);
    return c.html(listPage(mails, to), 200, HEADERS);
  });
  hono.get('/dev/mail/:id', async (c) => {
    const [mail] = await caught(pool, 'id = $1', [c.req.param('id')]);
    return mail ? c.html(mail.html, 200, HEADERS) : c.text('There is no such mail.', 404);
  });
}

async function caught(pool: Pool, where: string, values: readonly string[]): Promise<readonly CaughtMail[]> {
  const found = await pool.query<CaughtMail>(
    `select id, recipient as "to", subject, text, html, created_at as at from mail_outbox where ${where}
     order by created_at desc, id limit ${SHOWN_MAX}`,
    [...values],
  );
  return found.rows;
}

function listPage(mails: readonly CaughtMail[], to: string | undefined) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Caught mail</title>
        <style>
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 46rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          article {
            border-top: 1px solid GrayText;
            padding: 1rem 0;
          }
          h2 {
            font-size: 1.1rem;
            margin: 0;
          }
          pre {
            white-space: pre-wrap;
            overflow-wrap: anywhere;
            font: inherit;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>Caught mail</h1>
          <p>
            No mail server is set (SMTP_URL), so nothing left this
            machine${to === undefined ? '' : `; only mails to ${to}`}. The newest first.
          </p>
          ${mails.map(
            (mail) =>
              html`<article>
                <h2>${mail.subject}</h2>
                <p>
                  to <a href="/dev/mail?to=${encodeURIComponent(mail.to)}">${mail.to}</a>,
                  ${new Date(mail.at).toISOString()},
                  <a href="/dev/mail/${mail.id}">as HTML</a>
                </p>
                <pre>${raw(linked(mail.text))}</pre>
              </article>`,
          )}
          ${mails.length === 0 ? html`<p>None yet.</p>` : ''}
        </main>
      </body>
    </html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function linked(text: string): string {
  const safe = text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
  return safe.replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
}
