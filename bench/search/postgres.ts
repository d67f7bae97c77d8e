import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startServer } from '../../src/platform/postgres-server.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import type { MadeUpListing, MadeUpQuery, Mode } from './corpus.ts';
import type { Engine } from './engine.ts';

const ROWS_AT_ONCE = 10_000;

/**
 * PostgreSQL with a GIN index over words and category together, so that the index filters by both. It has no BM25:
 * `ts_rank` stands in for it, which costs less than BM25 written in SQL would.
 */
export class Postgres implements Engine {
  readonly name = 'PostgreSQL GIN';
  readonly how =
    'embedded server, tsvector with the category as a lexeme, fastupdate off, ts_rank, prepared statement, one connection, shared_buffers 2 GB, jit off, vacuumed';
  private readonly folder: string;
  private server: PostgresServer | undefined;
  private client: pg.Client | undefined;

  constructor() {
    this.folder = throwawayFolder('gin');
  }

  async build(listings: Iterable<MadeUpListing>, trust: Float32Array): Promise<void> {
    const options = { dataDir: join(this.folder, 'data'), durability: 'test', log: () => undefined } as const;
    const first = await startServer(options);
    const settings = new pg.Client({ connectionString: first.url });
    await settings.connect();
    await settings.query(`alter system set shared_buffers = '2GB'`);
    await settings.end();
    await first.stop();
    this.server = await startServer(options);
    const client = (this.client = new pg.Client({ connectionString: this.server.url }));
    await client.connect();
    await client.query(`set maintenance_work_mem = '1GB'; set jit = off; set work_mem = '64MB';
      set max_parallel_workers_per_gather = 0;
      create table seller (id int primary key, trust real not null);
      create table listing (id int primary key, seller int not null, words tsvector not null)`);
    await client.query('insert into seller select o - 1, t from unnest($1::real[]) with ordinality x(t, o)', [
      [...trust],
    ]);
    let rows: MadeUpListing[] = [];
    for (const listing of listings)
      if (rows.push(listing) === ROWS_AT_ONCE) await this.insert(rows.splice(0));
    await this.insert(rows);
    await client.query('create index on listing using gin (words) with (fastupdate = off)');
    await client.query('vacuum analyze');
    rows = [];
  }

  private async insert(rows: readonly MadeUpListing[]): Promise<void> {
    await this.client?.query(
      `insert into listing select id, seller, to_tsvector('simple', title) || to_tsvector('simple', category)
       from unnest($1::int[], $2::int[], $3::text[], $4::text[]) x(id, seller, title, category)`,
      [
        rows.map((l) => l.number),
        rows.map((l) => l.seller),
        rows.map((l) => l.title),
        rows.map((l) => `c${l.category}`),
      ],
    );
  }

  async search({ words, category }: MadeUpQuery, mode: Mode): Promise<readonly number[]> {
    const title = words.join(mode === 'and' ? ' & ' : ' | ');
    const found = await this.client?.query<[number]>({
      name: 'search',
      rowMode: 'array',
      text: `select l.id from listing l join seller s on s.id = l.seller where l.words @@ $1::text::tsquery
        order by ts_rank(l.words, $2::text::tsquery) * s.trust desc limit 20`,
      values: [`c${category} & (${title})`, title],
    });
    return found?.rows.map(([id]) => id) ?? [];
  }

  async setTrust(seller: number, trust: number): Promise<void> {
    await this.client?.query({
      name: 'trust',
      text: 'update seller set trust = $1 where id = $2',
      values: [trust, seller],
    });
  }

  async size(): Promise<string> {
    const found = await this.client?.query<{ mb: number }>(
      `select round(pg_total_relation_size('listing') / 1048576.0)::int as mb`,
    );
    return `${found?.rows[0]?.mb ?? 0} MB on disk`;
  }

  async close(): Promise<void> {
    await this.client?.end();
    await this.server?.stop();
    await throwAway(this.folder);
  }
}
