import type { QueryConfig } from 'pg';
import { canonicalJson } from '../kernel/hash.ts';
import type { PrivateValue } from '../kernel/unit.ts';
import { bulk, bulkText, unbulk } from './bulk.ts';
import { bulkRows, tableOf } from './concept-table.ts';
import type { Change } from './lease.ts';
import { prepared } from './prepared.ts';
import type { PendingEntry, Slot } from './unit.ts';

/** The statements that write down a unit of work: a row a stream, a row an event. */

type Statement = QueryConfig<unknown[]>;

/**
 * New and changed rows of one concept. Fails with 40001 where another unit was first: the statement has to fail by
 * itself, since the commit is sent with it.
 */
export function stateStatements(slots: readonly Slot[]): readonly Statement[] {
  const concept = slots[0]?.concept;
  if (!concept) return [];
  const created = slots.filter((s) => s.storedVersion === 0);
  const changed = slots.filter((s) => s.storedVersion > 0).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { columns, from, values } = bulkRows(concept);
  const table = tableOf(concept);
  const into = columns.join(', ');
  const set = columns.filter((c) => c !== 'id').map((c) => `${c} = r.${c}`);
  const writing = (rows: readonly Slot[], write: string) =>
    rows.length === 0 ? [] : [prepared(...expecting(write, rows.length, values(rows)))];
  return [
    ...writing(
      created,
      `insert into ${table} (${into}) select ${into} from ${from} on conflict (id) do nothing`,
    ),
    ...writing(
      changed,
      `update ${table} t set ${set.join(', ')} from ${from} where t.id = r.id and t.version = r.stored`,
    ),
  ];
}

function expecting(write: string, rows: number, values: readonly string[]): [string, unknown[]] {
  return [
    `with written as (${write} returning 1)
     select expect_rows((select count(*) from written), $${values.length + 1})`,
    [...values, rows],
  ];
}

/** Sent by PostgreSQL at commit and only then, so nobody hears of a change that did not happen. */
export function announcement(changes: readonly (Change & { readonly concept: string })[]): Statement {
  return prepared('select pg_notify(c, p) from unnest($1::text[], $2::text[]) as r(c, p)', [
    changes.map((c) => `cacashop_${c.concept}`),
    changes.map((c) => `${c.id}:${c.version}`),
  ]);
}

export function entriesStatement(entries: readonly PendingEntry[], by: string): Statement {
  return prepared(
    `insert into log_entry (concept, stream, version, recorded_at, by, type, body)
     select c, s, v::int, $6, $7, t, b
     from unnest(${[1, 2, 3, 4, 5].map(unbulk).join(', ')}) as r(c, s, v, t, b)`,
    [
      bulkText(entries.map((e) => e.concept)),
      bulkText(entries.map((e) => e.stream)),
      bulk(entries.map((e) => e.version)),
      bulkText(entries.map((e) => e.event.type)),
      bulk(entries.map((e) => canonicalJson(e.event))),
      Date.now(),
      by,
    ],
  );
}

export function factsStatement(facts: ReadonlyMap<string, string>): Statement {
  return prepared(`insert into recorded_fact (key, print) select * from unnest(${unbulk(1)}, ${unbulk(2)})`, [
    bulkText([...facts.keys()]),
    bulkText([...facts.values()]),
  ]);
}

export function erasureStatement(party: string, keptKinds: ReadonlySet<string>): Statement {
  return prepared('delete from private_value where party = $1 and kind <> all($2::text[])', [
    party,
    [...keptKinds],
  ]);
}

export function privateValuesStatement(
  values: readonly (PrivateValue & { readonly commitment: string })[],
): Statement {
  return prepared(
    `insert into private_value (commitment, party, kind, value)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
    [
      values.map((v) => v.commitment),
      values.map((v) => v.party),
      values.map((v) => v.kind),
      values.map((v) => v.value),
    ],
  );
}
