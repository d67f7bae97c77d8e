import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/door/actor.ts';
import { standings } from '../../src/standing/standing.ts';
import { openMarket } from '../../src/runtime.ts';
import { ask, type Answer, Client } from './client.ts';
import { MarketProcess } from './handle.ts';
import { done, staff } from './lane.ts';
import { type Buyer, HOME, newBuyer, newShop, type Shop } from './people.ts';

const SECOND = staff('head', 'head');
const STOCK = 1_000_000;

export interface Verdict {
  readonly sanctionId: string;
  /** `performance.now()` when it was asked for, and when the market had said that it is done. */
  readonly askedAt: number;
  readonly acknowledgedAt: number;
}

/** Two web processes on one database, a seller whom everybody buys from, and people who judge. */
export class TwoShops {
  readonly webs: [MarketProcess, MarketProcess];
  readonly shop: Shop;
  readonly buyers: readonly Buyer[];
  private readonly folder: string;
  private readonly databaseUrl: string;
  private keys = 0;
  private judges = 0;

  private constructor(
    webs: [MarketProcess, MarketProcess],
    place: { folder: string; databaseUrl: string },
    people: { shop: Shop; buyers: readonly Buyer[] },
  ) {
    this.webs = webs;
    this.folder = place.folder;
    this.databaseUrl = place.databaseUrl;
    this.shop = people.shop;
    this.buyers = people.buyers;
  }

  static async open(databaseUrl: string, size: { listings: number; buyers: number }): Promise<TwoShops> {
    const folder = mkdtempSync(join(tmpdir(), 'cacashop-shops-'));
    mkdirSync(join(folder, 'data'));
    const now = Date.now();
    // One after the other: the first brings the database up to date.
    const first = await start(folder, databaseUrl, now, true);
    const second = await start(folder, databaseUrl, now, false);
    const client = new Client(() => first.port);
    const shop = await newShop(client, 'wanted', size.listings, STOCK);
    const buyers: Buyer[] = [];
    for (let i = 0; i < size.buyers; i++) buyers.push(await newBuyer(client, `b${i}`));
    await establish(databaseUrl, folder, shop.seller);
    return new TwoShops([first, second], { folder, databaseUrl }, { shop, buyers });
  }

  async close(): Promise<void> {
    for (const web of this.webs) {
      web.signal('SIGCONT');
      await web.kill();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Another process in the place of one that is gone. */
  async replace(index: 0 | 1): Promise<void> {
    this.webs[index] = await start(this.folder, this.databaseUrl, Date.now(), index === 0);
  }

  read(web: 0 | 1, actor: Actor, path: string): Promise<Answer | undefined> {
    return ask(this.webs[web].port, { actor, method: 'GET', path, body: undefined, key: '' });
  }

  send(web: 0 | 1, actor: Actor, method: string, path: string, body: unknown): Promise<Answer | undefined> {
    const key = `flood-request-${(this.keys += 1)}`;
    return ask(this.webs[web].port, { actor, method, path, body, key });
  }

  fillCart(web: 0 | 1, buyer: Buyer, listing: string): Promise<Answer | undefined> {
    return this.send(web, buyer, 'PUT', `/cart/lines/${listing}`, { quantity: 1 });
  }

  checkout(web: 0 | 1, buyer: Buyer): Promise<Answer | undefined> {
    return this.send(web, buyer, 'POST', '/checkout', { address: HOME, paymentToken: 'ok' });
  }

  /** The seller is suspended: one request, acknowledged by its answer. */
  async suspend(web: 0 | 1): Promise<Verdict> {
    const { seller, listings } = this.shop;
    // What is lifted is not the same person's to declare again: each time another one does.
    const judge = staff(`investigator${(this.judges += 1)}`, 'investigator');
    const askedAt = performance.now();
    const answer = await this.send(web, judge, 'POST', '/emergencies', {
      about: {
        subject: seller.partyId,
        violation: 'unsafe-product',
        refs: { listings: listings.slice(0, 1) },
      },
      emergency: 'danger-to-life',
      kinds: ['suspension'],
      reasons: 'It catches fire.',
    });
    const acknowledgedAt = performance.now();
    const [sanctionId] = (bodyOf(answer, 'suspension') as { sanctionIds: readonly string[] }).sanctionIds;
    if (sanctionId === undefined) throw new Error('no sanction');
    return { sanctionId, askedAt, acknowledgedAt };
  }

  /** And is free again. */
  async lift(web: 0 | 1, sanctionId: string): Promise<Verdict> {
    const askedAt = performance.now();
    const body = { reasons: 'The report was wrong.' };
    const answer = await this.send(web, SECOND, 'POST', `/sanctions/${sanctionId}/lifting`, body);
    bodyOf(answer, 'lifting');
    return { sanctionId, askedAt, acknowledgedAt: performance.now() };
  }
}

function bodyOf(answer: Answer | undefined, what: string): unknown {
  if (!answer) throw new Error(`${what} was not answered`);
  return done(answer, what);
}

async function start(
  folder: string,
  databaseUrl: string,
  now: number,
  worker: boolean,
): Promise<MarketProcess> {
  const setup = { dataDir: join(folder, 'data'), bankFile: join(folder, 'bank.jsonl') };
  return MarketProcess.load().open({ ...setup, databaseUrl, worker, now });
}

/** A new seller may have few orders at once, and this one is wanted by many. */
async function establish(databaseUrl: string, folder: string, seller: Buyer): Promise<void> {
  const setup = { databaseUrl, dataDir: join(folder, 'data'), baseUrl: 'http://localhost' };
  const market = await openMarket({ ...setup, log: () => undefined });
  try {
    await market.run('test', async ({ unit }) => {
      await unit.lock(standings, seller.partyId, 'update');
      unit.append(standings, seller.partyId, [
        { type: 'StageReached', at: unit.now, stage: 'established', why: 'test' },
      ]);
    });
  } finally {
    await market.close();
  }
}
