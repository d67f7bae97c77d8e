import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { MadeUpListing, MadeUpQuery, Mode } from './corpus.ts';
import type { Engine } from './engine.ts';

/**
 * SQLite FTS5, `detail=full` (with `column` it ranks wrongly), the category a token of a column of its own so that the index
 * filters by it, the table's rows elsewhere, merged into one segment, all of it in the cache.
 */
export class Fts5 implements Engine {
  readonly name = 'SQLite FTS5';
  readonly how =
    'node:sqlite, detail=full, contentless, category as a token, optimised to one segment, page cache and memory map larger than the file';
  private readonly folder = mkdtempSync(join(tmpdir(), 'cacashop-fts5-'));
  private readonly file = join(this.folder, 'listings.db');
  private readonly db = new DatabaseSync(this.file);
  private statement: StatementSync | undefined;
  private trust: StatementSync | undefined;

  build(listings: Iterable<MadeUpListing>, trust: Float32Array): Promise<void> {
    const { db } = this;
    db.exec(`pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma mmap_size = 4000000000;
      create table seller (id integer primary key, trust real not null);
      create table listing (id integer primary key, seller integer not null);
      create virtual table words using fts5 (title, category, content = '', detail = full, tokenize = 'unicode61', columnsize = 1);
      begin;`);
    const seller = db.prepare('insert into seller values (?, ?)');
    trust.forEach((t, id) => seller.run(id, t));
    const listing = db.prepare('insert into listing values (?, ?)');
    const words = db.prepare('insert into words (rowid, title, category) values (?, ?, ?)');
    for (const l of listings) {
      listing.run(l.number, l.seller);
      words.run(l.number, l.title, `c${l.category}`);
    }
    db.exec(`commit; insert into words(words) values ('optimize'); analyze;`);
    // The category's weight is 0: it filters and does not rank.
    this.statement = db.prepare(`
      select w.rowid as id from words w cross join listing l on l.id = w.rowid cross join seller s on s.id = l.seller
      where words match ? order by bm25(words, 1.0, 0.0) * s.trust limit 20`);
    this.trust = db.prepare('update seller set trust = ? where id = ?');
    return Promise.resolve();
  }

  search({ words, category }: MadeUpQuery, mode: Mode): readonly number[] {
    const title = words.join(mode === 'and' ? ' AND ' : ' OR ');
    const rows = this.statement?.all(`category:c${category} AND title:(${title})`) ?? [];
    return rows.map((row) => Number(row['id']));
  }

  setTrust(seller: number, trust: number): void {
    this.trust?.run(trust, seller);
  }

  size(): Promise<string> {
    return Promise.resolve(`${Math.round(statSync(this.file).size / 2 ** 20)} MB on disk`);
  }

  close(): Promise<void> {
    this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }
}
