import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { judgeHistory } from '../judge-history.ts';
import { sealAll } from '../platform/log.ts';
import { type Fact, takeFacts } from '../processes/facts.ts';
import type { Market } from '../runtime.ts';
import { type Command, type Console, EXIT, WrongUse } from './command.ts';
import { OLIST, olistFacts, type OlistFacts } from './olist-facts.ts';
import { type BadRow, readRows } from './olist-rows.ts';
import { withMarket } from './open-market.ts';

const IMPORTER = 'system:import';
const FACTS_A_BATCH = 2_000;
const BAD_ROWS_SHOWN = 200;

export const importCommand: Command = {
  name: 'import',
  usage: '--format olist DIR [--data DIR] [--json]',
  summary: 'reads orders of an outside shop as facts, and judges them as if each day were today',
  async run(args, console) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' }, data: { type: 'string' } },
    });
    if (values.format !== 'olist') throw new WrongUse('--format olist is the one that is known');
    const [dir, ...more] = positionals;
    if (dir === undefined || more.length > 0) throw new WrongUse('name the one folder to read');
    if (!existsSync(dir)) throw new WrongUse(`there is no folder ${dir}`);
    const bad: BadRow[] = [];
    const read = await readFacts(dir, bad, console);
    return withMarket(values.data, console, async (market) => {
      const taken = await ingest(market, read, bad, console);
      const judged = await judgeIfNew(market, console);
      for (const row of bad) console.line(`${row.file}, line ${row.line}, ${row.field}: ${row.why}`);
      const { orders, items, sellers } = read.read;
      const json = {
        orders,
        items,
        sellers,
        taken: { ...read.taken, facts: taken.accepted, duplicates: taken.duplicates },
        badRows: bad.length,
        bad: bad.slice(0, BAD_ROWS_SHOWN),
        standings: await standingsOf(market),
        proposed: await proposalsOf(market),
        ...judged,
      };
      const text = `${orders} orders, ${items} items, ${sellers} sellers; ${taken.accepted} new facts, ${bad.length} bad rows\n${JSON.stringify(
        { standings: json.standings, proposed: json.proposed, ...judged },
        undefined,
        2,
      )}`;
      return { exit: EXIT.done, json, text };
    });
  },
};

async function readFacts(dir: string, bad: BadRow[], console: Console): Promise<OlistFacts> {
  const note = (row: BadRow) => void bad.push(row);
  console.progress(`reading ${dir}`);
  const [customers, orders, items, payments] = [
    await readRows(dir, 'customers', note),
    await readRows(dir, 'orders', note),
    await readRows(dir, 'order_items', note),
    await readRows(dir, 'order_payments', note),
  ];
  return olistFacts({ customers, orders, items, payments }, note);
}

async function ingest(
  market: Market,
  { facts, lineOf }: OlistFacts,
  bad: BadRow[],
  console: Console,
): Promise<{ accepted: number; duplicates: number }> {
  let accepted = 0;
  let duplicates = 0;
  for (let from = 0; from < facts.length; from += FACTS_A_BATCH) {
    const batch: readonly Fact[] = facts.slice(from, from + FACTS_A_BATCH);
    const taken = await market.run(IMPORTER, (world) => takeFacts(world, batch));
    accepted += taken.accepted;
    duplicates += taken.duplicates;
    for (const { key, field, why } of taken.errors) {
      const line = lineOf.get(key.split(':')[0] ?? '') ?? 0;
      bad.push({ file: 'orders.csv', line, field: field ?? key, why });
    }
    console.progress(`recorded ${Math.min(from + FACTS_A_BATCH, facts.length)} of ${facts.length} facts`);
  }
  return { accepted, duplicates };
}

/**
 * A second import brings nothing new, so there is nothing to judge again; one that was cut off before its verdicts is
 * judged by the next, though that brings nothing new either.
 */
async function judgeIfNew(market: Market, console: Console): Promise<Judged> {
  const { pool } = market.db;
  await sealAll(pool);
  const known = await pool.query<{ value: Judged & { readonly position?: number } }>(
    `select value from setting where name = 'judged:olist'`,
  );
  const before = known.rows[0]?.value;
  if (before && !(await importedAfter(pool, before.position ?? 0)))
    return { tooLittleData: before.tooLittleData, detections: before.detections };
  const head = await pool.query<{ position: number }>('select position from log_head');
  const { tooLittleData, detections } = await judgeHistory(market, OLIST, (done, all) =>
    console.progress(`judged ${done} of ${all} days`),
  );
  const value = { tooLittleData, detections, position: head.rows[0]?.position ?? 0 };
  await pool.query(
    `insert into setting (name, value) values ('judged:olist', $1) on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(value)],
  );
  return { tooLittleData, detections };
}

interface Judged {
  readonly tooLittleData: number;
  readonly detections: number;
}

async function importedAfter(pool: Pool, position: number): Promise<boolean> {
  const found = await pool.query(
    `select 1 from log_seal s join log_entry e on e.id = s.entry_id where s.position > $1 and e.by = $2 limit 1`,
    [position, IMPORTER],
  );
  return found.rows.length > 0;
}

/** Sellers of the imported shop by the heaviest word of their standing; those with a warning apart from the rest. */
async function standingsOf(market: Market): Promise<Record<string, number>> {
  const rows = await market.db.pool.query<{ word: string; n: number }>(
    `select case when s.word = 'good' and s.doc->'measures' @> '[{"kind":"warning"}]' then 'warned' else s.word end as word,
       count(*) as n
     from concept_standing s where s.kind = 'seller'
       and s.id in (select distinct seller from concept_order where doc->>'source' = $1)
     group by 1 order by 1`,
    [OLIST],
  );
  return Object.fromEntries(rows.rows.map((r) => [r.word, r.n]));
}

async function proposalsOf(market: Market): Promise<Record<string, number>> {
  const rows = await market.db.pool.query<{ kind: string; n: number }>(
    `select doc->'measure'->>'kind' as kind, count(*) as n from concept_sanction
     where doc->>'status' = 'proposed' and doc->>'party' in (select distinct seller from concept_order where doc->>'source' = $1)
     group by 1 order by 1`,
    [OLIST],
  );
  return Object.fromEntries(rows.rows.map((r) => [r.kind, r.n]));
}
