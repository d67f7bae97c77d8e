import type { Pool, PoolClient } from 'pg';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Evidence, Memory, SellerEvidence } from '../signals/evidence.ts';
import { identifyingKinds, identityOf, pooled } from './identity.ts';
import { fitPriors } from './priors.ts';
import { memoryOf, type Priors, trustOf } from './trust.ts';

const SELLERS_A_STEP = 500;

interface Known {
  readonly seller: PartyId;
  readonly identity: PartyId;
  readonly verified: boolean;
  /** The other accounts of the same identity, and what they have shown. */
  readonly others: Readonly<Record<PartyId, Evidence | null>> | null;
}

/**
 * Trust of every seller in the table `seller_trust`, written in the transaction in which the signals save what it is made
 * of. Priors are fitted once a day and kept, so that anybody can work a number out again.
 */
export class TrustStore {
  readonly memory: Memory;
  private readonly rulebook: Rulebook;
  private readonly now: () => EpochMs;
  /** Of the rules that trust is made by: other rules, other numbers. */
  private readonly rulesHash: string;

  constructor(options: { readonly rulebook: Rulebook; readonly now: () => EpochMs }) {
    this.rulebook = options.rulebook;
    this.now = options.now;
    this.memory = memoryOf(options.rulebook);
    this.rulesHash = sha256(canonicalJson(options.rulebook.ranking.trust));
  }

  async take(client: PoolClient, sellers: readonly SellerEvidence[]): Promise<void> {
    if (sellers.length === 0) return;
    await takeTurn(client);
    const known = await this.known(
      client,
      sellers.map((s) => s.seller),
    );
    await this.write(client, sellers, known);
    // What one account shows is held for or against all of the same person, at once.
    const others = [...known.values()].flatMap(accountsBeside).filter((id) => !known.has(id));
    if (others.length === 0) return;
    const theirs = await client.query<SellerEvidence>(
      'select seller, evidence from seller_trust where seller = any($1) order by seller',
      [others],
    );
    await this.write(client, theirs.rows, await this.known(client, others));
  }

  private async write(
    client: PoolClient,
    sellers: readonly SellerEvidence[],
    all: ReadonlyMap<PartyId, Known>,
  ): Promise<void> {
    const { ranking } = this.rulebook;
    const priors = await this.priors(client);
    const fresh = new Map(sellers.map(({ seller, evidence }) => [seller, evidence]));
    const rows = sellers.flatMap(({ seller, evidence }) => {
      const known = all.get(seller);
      if (!known) return [];
      const { identity, verified, others } = known;
      const theirs = accountsBeside(known).flatMap((id) => fresh.get(id) ?? others?.[id] ?? []);
      const day = Math.max(evidence.day, ...theirs.map((e) => e.day));
      const { parts, orders, buyers } = pooled([evidence, ...theirs].map((e) => aged(e, day, this.memory)));
      const trust = trustOf({ parts }, priors, ranking.trust).value;
      return [{ seller, day: evidence.day, trust, orders, buyers, identity, verified, evidence }];
    });
    await client.query(
      `insert into seller_trust as t (seller, day, trust, orders, buyers, identity, verified, evidence, rules)
       select r.*, $2 from jsonb_to_recordset($1::jsonb) as r(seller text, day int, trust float8, orders int, buyers int,
         identity text, verified boolean, evidence jsonb)
       on conflict (seller) do update set day = excluded.day, trust = excluded.trust, orders = excluded.orders,
         buyers = excluded.buyers, identity = excluded.identity, verified = excluded.verified, evidence = excluded.evidence,
         rules = excluded.rules, changed = case when (t.trust, t.orders, t.buyers, t.identity, t.verified)
           is distinct from (excluded.trust, excluded.orders, excluded.buyers, excluded.identity, excluded.verified)
           then excluded.changed else t.changed end`,
      [JSON.stringify(rows), this.rulesHash],
    );
  }

  /** Sellers without a number yet, or with one of other rules; those whose data were verified since, and on each day those who have sold nothing. */
  async catchUp(pool: Pool): Promise<number> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      // Before it is read what they have shown: else the signals could write more of it meanwhile, and lose it to this.
      await takeTurn(client);
      const stale = await client.query<{ seller: PartyId; evidence: Evidence | null }>(
        `select p.id as seller, t.evidence from concept_party p left join seller_trust t on t.seller = p.id
         where p.kind = 'seller' and (t.seller is null or t.rules <> $1 or t.verified <> ${verifiedSql('p', 3)}
           or t.day < $2 and not exists (select from signal_party s where s.subject = 'seller' and s.party = p.id))
         order by t.day nulls first, p.id limit $4`,
        [this.rulesHash, dayNumber(this.now()), this.rulebook.identity.sellerMustGive, SELLERS_A_STEP],
      );
      const day = dayNumber(this.now());
      await this.take(
        client,
        stale.rows.map(({ seller, evidence }) => ({ seller, evidence: aged(evidence, day, this.memory) })),
      );
      await client.query('commit');
      return stale.rows.length;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Fits the priors of today anew and works out everybody's trust by them: for a market that was lived through elsewhere. */
  async refit(pool: Pool): Promise<void> {
    await pool.query('delete from trust_prior where day = $1', [dayNumber(this.now())]);
    await pool.query(`update seller_trust set rules = ''`);
    while ((await this.catchUp(pool)) > 0);
  }

  /** Of today: fitted by whoever needs them first. */
  private async priors(client: PoolClient): Promise<Priors> {
    const day = dayNumber(this.now());
    const found = await client.query<{ doc: Priors }>(
      'select doc from trust_prior where day = $1 and rules = $2',
      [day, this.rulesHash],
    );
    if (found.rows[0]) return found.rows[0].doc;
    const all = await client.query<{ parts: Evidence['parts'] }>(
      `select evidence->'parts' as parts from seller_trust where orders >= $1 order by seller`,
      [this.rulebook.ranking.trust.fit.unitsMin],
    );
    const priors = fitPriors(all.rows, this.rulebook.ranking.trust);
    await client.query(
      'insert into trust_prior (day, rules, doc) values ($1, $2, $3) on conflict do nothing',
      [day, this.rulesHash, JSON.stringify(priors)],
    );
    return priors;
  }

  private async known(client: PoolClient, sellers: readonly PartyId[]): Promise<ReadonlyMap<PartyId, Known>> {
    const rows = await client.query<Omit<Known, 'identity'>>(
      `select p.id as seller, ${verifiedSql('p', 2)} as verified, o.others
       from concept_party p cross join lateral (
         select jsonb_object_agg(q.id, t.evidence) as others
         from (select distinct same.id from unnest(p.marks) mark cross join lateral (${SAME_MARK_SQL}) same
               where split_part(mark, ':', 1) = any($3) and same.kind = 'seller' and same.id <> p.id) q
         left join seller_trust t on t.seller = q.id) o
       where p.id = any($1) and p.kind = 'seller'`,
      [sellers, this.rulebook.identity.sellerMustGive, identifyingKinds(this.rulebook)],
    );
    return new Map(
      rows.rows.map((row) => [
        row.seller,
        { ...row, identity: identityOf([row.seller, ...accountsBeside(row)]) },
      ]),
    );
  }
}

function accountsBeside({ others }: Pick<Known, 'others'>): readonly PartyId[] {
  return Object.keys(others ?? {}) as PartyId[];
}

/**
 * Looked up mark by mark, and the kind asked of those few that have it (`offset 0` keeps the two apart): together with
 * the kind PostgreSQL reads the index of all sellers for each one.
 */
const SAME_MARK_SQL = 'select id, kind from concept_party where marks @> array[mark] offset 0';

/** One transaction at a time, so that `changed` rises in the order in which readers come to see the rows. */
async function takeTurn(client: PoolClient): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('cacashop.trust'))`);
}

/** Whether somebody has seen proof of all that a seller must tell; the fields are parameter `at`. */
function verifiedSql(party: string, at: number): string {
  return `not exists (select from unnest($${at}::text[]) f
    where coalesce((${party}.doc->'identity'->f->>'verified')::boolean, false) = false)`;
}

const NONE: Evidence = { day: 0, parts: {}, orders: 0, buyers: 0 };

/** As it is on a later day if nothing was added. */
function aged(evidence: Evidence | null, day: number, { halfLifeDays }: Memory): Evidence {
  if (!evidence) return { ...NONE, day };
  const less = 0.5 ** (Math.max(0, day - evidence.day) / halfLifeDays);
  const parts = Object.entries(evidence.parts).map(
    ([metric, { good, bad }]) => [metric, { good: good * less, bad: bad * less }] as const,
  );
  return { ...evidence, day: Math.max(day, evidence.day), parts: Object.fromEntries(parts) };
}
