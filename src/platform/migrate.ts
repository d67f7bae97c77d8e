import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { openDatabase } from './database.ts';

type Db = Kysely<unknown>;

/**
 * Durable tables only. Concept tables are projections, made and rebuilt by `projections.ts`. A migration is never
 * edited once released: add the next one.
 */
const MIGRATIONS: Readonly<Record<string, (db: Db) => Promise<void>>> = {
  '0001-log': async (db) => {
    await sql`
      create table log_entry (
        id bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        concept text not null,
        stream text not null,
        version int not null,
        recorded_at bigint not null,
        by text not null,
        type text not null,
        body text not null
      )`.execute(db);
    await sql`create unique index log_entry_stream on log_entry (stream, concept, version)`.execute(db);
    await sql`create index log_entry_xid on log_entry (xid)`.execute(db);
    await sql`create function log_is_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'the log is append-only'; end $$`.execute(db);
    await sql`create trigger log_entry_append_only before update or delete or truncate on log_entry
      for each statement execute function log_is_append_only()`.execute(db);
    await sql`create table log_seal (position bigint primary key, entry_id bigint not null unique, hash bytea not null)`.execute(
      db,
    );
    await sql`create trigger log_seal_append_only before update or delete or truncate on log_seal
      for each statement execute function log_is_append_only()`.execute(db);
    await sql`create table log_head (
        singleton boolean primary key default true check (singleton),
        position bigint not null, hash bytea not null, horizon xid8 not null)`.execute(db);
    await sql`insert into log_head (position, hash, horizon) values (0, decode(repeat('00', 32), 'hex'), '0')`.execute(
      db,
    );
    await sql`create table log_checkpoint (
        position bigint primary key, hash text not null, at bigint not null, key_id text not null, signature text not null)`.execute(
      db,
    );
    await sql`create table projection (concept text primary key, definition text not null)`.execute(db);
    await sql`create table private_value (
        commitment text not null, party text not null, kind text not null, value text not null,
        primary key (commitment, party))`.execute(db);
    await sql`create index private_value_party on private_value (party)`.execute(db);
    await sql`create table recorded_fact (key text primary key)`.execute(db);
    await sql`create table consumer (name text primary key, position bigint not null)`.execute(db);
    await sql`create table idempotency_key (
        actor text not null, key text not null, fingerprint text not null,
        status int, body text, created_at timestamptz not null default now(), primary key (actor, key))`.execute(
      db,
    );
    await sql`create table setting (name text primary key, value jsonb not null)`.execute(db);
    await sql`create unlogged table web_lease (process text primary key, expires_at timestamptz not null)`.execute(
      db,
    );
  },
  '0002-signals': async (db) => {
    await sql`create table signal_party (
        subject text not null, party text not null, day int not null, doc jsonb not null, summary jsonb not null,
        primary key (subject, party)) with (fillfactor = 70)`.execute(db);
    await sql`create index signal_party_day on signal_party (day)`.execute(db);
    await sql`create table signal_breach (
        id bigint generated always as identity primary key,
        subject text not null, party text not null, metric text not null, at bigint not null,
        handled_at bigint)`.execute(db);
    await sql`create index signal_breach_open on signal_breach (id) where handled_at is null`.execute(db);
  },
  '0003-fact-print': async (db) => {
    await sql`alter table recorded_fact add column print text not null default ''`.execute(db);
  },
  '0004-acknowledged-after-crash': async (db) => {
    // A server that crashed and came back within a lease must still know who serves under one: a process that
    // slept through it would otherwise be forgotten, and a verdict acknowledged while it serves the old standing.
    await sql`alter table web_lease set logged`.execute(db);
    // What a stored answer announced: whoever is given it again waits for the same processes as the first time.
    await sql`alter table idempotency_key add column announced jsonb not null default '[]'`.execute(db);
  },
  '0005-history': async (db) => {
    await sql`create table history_assessment (
        source text not null, subject text not null, party text not null, metric text not null,
        at bigint not null, assessment jsonb not null, primary key (party, metric, source))`.execute(db);
  },
  '0006-expect-rows': async (db) => {
    // Lets a statement fail by itself where it found other versions than expected: the commit is sent behind it.
    await sql`create function expect_rows(written bigint, expected int) returns void language plpgsql as
      $$ begin
        if written <> expected then
          raise exception '% of % rows are new or as they were read', written, expected using errcode = '40001';
        end if;
      end $$`.execute(db);
  },
  '0007-bulletin': async (db) => {
    // What is enforced is a sliver of the log: without this, counting it means to read all of it.
    await sql`create index log_entry_enforced on log_entry (id)
      where concept in ('sanction', 'complaint', 'appeal')`.execute(db);
  },
  '0008-listing-pictures': async (db) => {
    // Already compressed: PostgreSQL need not try.
    await sql`create table listing_picture (
        id text primary key, seller text not null, width int not null, height int not null,
        thumb bytea not null, card bytea not null, "full" bytea not null,
        created_at timestamptz not null default now())`.execute(db);
    await sql`alter table listing_picture alter column thumb set storage external,
        alter column card set storage external, alter column "full" set storage external`.execute(db);
  },
  '0009-mail': async (db) => {
    await sql`create table mail_outbox (
        id text primary key, key text unique, recipient text not null, subject text not null, text text not null,
        html text not null, created_at bigint not null, next_try_at bigint not null, tries int not null default 0,
        sent_at bigint, given_up_at bigint, last_error text)`.execute(db);
    await sql`create index mail_outbox_due on mail_outbox (next_try_at)
        where sent_at is null and given_up_at is null`.execute(db);
    await sql`create index mail_outbox_recipient on mail_outbox (recipient)`.execute(db);
    // Nobody is mailed about what happened before there was mail.
    await sql`insert into consumer select n, position from log_head, unnest(array['mails', 'webhooks']) n`.execute(
      db,
    );
  },
  '0010-traffic': async (db) => {
    // Counts, not facts: nothing is judged by them, so that they stay outside the log and may lose a few seconds.
    await sql`create table listing_traffic (
        listing text not null, day int not null, shown int not null default 0, position_sum bigint not null default 0,
        viewed int not null default 0, added int not null default 0,
        primary key (listing, day)) with (fillfactor = 70)`.execute(db);
    await sql`create table listing_query (
        listing text not null, day int not null, words text not null, shown int not null, position_sum bigint not null,
        primary key (listing, day, words)) with (fillfactor = 70)`.execute(db);
    await sql`create index listing_traffic_day on listing_traffic (day)`.execute(db);
    await sql`create index listing_query_day on listing_query (day)`.execute(db);
  },
  '0011-desk': async (db) => {
    // Who is looking at a ticket right now: of no meaning a minute later, and no fact of the market.
    await sql`create unlogged table desk_presence (
        ticket text not null, agent text not null, doing text not null, seen_at bigint not null,
        primary key (ticket, agent))`.execute(db);
  },
  '0013-ranking': async (db) => {
    // Derived from the signals; `changed` rises in the order of commits, since one transaction at a time writes it.
    await sql`create sequence seller_trust_changed`.execute(db);
    await sql`create table seller_trust (
        seller text primary key, day int not null, trust float8 not null, orders int not null, buyers int not null,
        identity text not null, verified boolean not null, evidence jsonb not null, rules text not null,
        changed bigint not null default nextval('seller_trust_changed')) with (fillfactor = 70)`.execute(db);
    await sql`create index seller_trust_by_change on seller_trust (changed)`.execute(db);
    await sql`create table trust_prior (day int not null, rules text not null, doc jsonb not null,
        primary key (day, rules))`.execute(db);
    // What sellers were given of the shoppers' attention, and what was due to them by merit.
    await sql`create table seller_exposure (
        seller text not null, day int not null, attention float8 not null, due float8 not null,
        primary key (seller, day)) with (fillfactor = 70)`.execute(db);
    await sql`create index seller_exposure_day on seller_exposure (day)`.execute(db);
  },
  '0014-quality': async (db) => {
    // How a picture looks, so that it is known again under another name; null where it was stored before.
    await sql`alter table listing_picture add column look text`.execute(db);
    // Units of goods that came to their owners, and reports of defects: counted from the log, and made again from it.
    await sql`create table goods_delivered (
        listing text not null, day int not null, units int not null, primary key (listing, day)) with (fillfactor = 70)`.execute(
      db,
    );
    await sql`create table goods_defect (
        report text not null, listing text not null, order_id text, buyer text not null, source text not null,
        safety boolean not null, at bigint not null, void boolean not null default false,
        primary key (report, listing))`.execute(db);
    await sql`create index goods_defect_listing on goods_defect (listing)`.execute(db);
    await sql`create table goods_to_judge (listing text primary key, at bigint not null)`.execute(db);
    await sql`insert into consumer values ('quality', 0)`.execute(db);
  },
  '0015-search-in-memory': async (db) => {
    // Search is answered from an index in memory: its table, and the triggers that kept it, go.
    await sql`drop function if exists listing_search_take(), listing_search_review() cascade`.execute(db);
    await sql`drop table if exists listing_search`.execute(db);
    await sql`drop function if exists listing_words(jsonb), listing_price_eur(bigint, text),
        listing_quality(int, int, boolean)`.execute(db);
  },
  '0016-webhooks': async (db) => {
    await sql`create table webhook_delivery (
        seq bigint generated always as identity unique, id text primary key, webhook text not null, topic text not null,
        body text not null, created_at bigint not null, next_try_at bigint not null, tries int not null default 0,
        last_try_at bigint, delivered_at bigint, given_up_at bigint, last_status int, last_error text)`.execute(
      db,
    );
    await sql`create index webhook_delivery_due on webhook_delivery (next_try_at)
        where delivered_at is null and given_up_at is null`.execute(db);
    await sql`create index webhook_delivery_webhook on webhook_delivery (webhook, seq)`.execute(db);
  },
  '0017-desk-mail': async (db) => {
    await sql`alter table mail_outbox add column reply_to text`.execute(db);
    await sql`insert into consumer select 'desk-mails', position from log_head`.execute(db);
  },
};

/** Brings the durable tables up to date; safe to call from several processes at once. */
export async function migrate(url: string): Promise<void> {
  const database = openDatabase(url, { connectionsMax: 2 });
  try {
    const migrator = new Migrator({
      db: database.kysely,
      provider: {
        getMigrations: () =>
          Promise.resolve(Object.fromEntries(Object.entries(MIGRATIONS).map(([name, up]) => [name, { up }]))),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw migrationFault(error);
  } finally {
    await database.close();
  }
}

const MAY_NOT = '42501';

/** What is wrong with a database of somebody's own, for the person who named it. */
function migrationFault(error: unknown): unknown {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  if (code === MAY_NOT)
    return new Error(
      `The user of the database may make no tables in it (${message}): make that user its owner, or grant it.`,
      { cause: error },
    );
  // What is done there and unknown here: nothing was changed.
  if (message.startsWith('corrupted migrations'))
    return new Error(
      `The database was made by a newer version of this program, or by another one (${message}): use that version, or another database.`,
      { cause: error },
    );
  return error;
}
