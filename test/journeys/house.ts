/** A market behind a real server, with pages and sign-in, and a case of counterfeit goods that waits to be decided. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import type { StaffRole } from '../../src/door/actor.ts';
import type { Refusal } from '../../src/kernel/decision.ts';
import type { PaymentProvider } from '../../src/market/payments/provider.ts';
import { fileComplaint } from '../../src/processes/file-complaint.ts';
import { giveStatement } from '../../src/processes/hear-case.ts';
import { keepUpload } from '../../src/processes/keep-upload.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { triageComplaint } from '../../src/processes/triage-complaint.ts';
import type { World } from '../../src/processes/world.ts';
import { type Market, must, openMarket } from '../../src/runtime.ts';
import { ensureBuilt } from '../../src/ui/build.ts';
import { mountWeb } from '../../src/web.ts';
import { illustrate } from '../../simulation/pictures/draw.ts';
import { freshDatabase } from '../database.ts';
import { newBuyer, newListing, newSeller, type Runs } from '../people.ts';

export const PASSWORD = 'journey-password';
export const GOODS = 'Arbortek chair';

/** One pixel: the smallest photo there is. */
const PHOTO =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export interface House extends AsyncDisposable {
  readonly url: string;
  readonly listingId: string;
  /** What carriers, time and the staff do, which no page of a journey shows. */
  readonly market: Market;
  readonly runs: Runs;
  /** Moves the market's clock on. */
  pass(ms: number): void;
}

export async function openHouse(more: { readonly provider?: PaymentProvider } = {}): Promise<House> {
  const database = await freshDatabase();
  const problems: string[] = [];
  let passedMs = 0;
  const market = await openMarket({
    databaseUrl: database.url,
    dataDir: mkdtempSync(join(tmpdir(), 'cacashop-journey-')),
    baseUrl: 'http://localhost',
    now: () => Date.now() + passedMs,
    log: (line) => problems.push(line),
    searchFreshMs: 0,
    illustrator: illustrate,
    ...more,
  });
  const runs: Runs = {
    must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(market.run(by, work)),
  };
  const listingId = await furnish(market, runs);
  const server = await open(market);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    listingId,
    market,
    runs,
    pass: (ms) => {
      passedMs += ms;
    },
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
      await market.close();
      await database.drop();
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

/** On whatever port is free. */
async function open(market: Market): Promise<ServerType> {
  await mountWeb(market, await ensureBuilt({ log: () => undefined }));
  return new Promise((ready) => {
    const server = serve({ fetch: market.app.fetch, port: 0 }, () => ready(server));
  });
}

/** People of the house, a seller with goods, and a complaint about them that both sides were heard on. */
async function furnish(market: Market, runs: Runs): Promise<string> {
  await colleague(market, runs, 'investigator');
  await colleague(market, runs, 'reviewer');
  await colleague(market, runs, 'reviewer', 'second');
  const seller = await newSeller(runs, { name: 'Copy Corner', login: await login(market, 'seller') });
  const buyer = await newBuyer(runs, { name: 'Ada Kern' });
  const listingId = await newListing(runs, seller, { title: GOODS });
  const photo = Buffer.from(PHOTO, 'base64');
  const upload = {
    kind: 'photo',
    mime: 'image/png',
    bytes: photo.byteLength,
    sha256: createHash('sha256').update(photo).digest('hex'),
    base64: PHOTO,
    given: createHash('sha256').update(photo).digest('hex'),
  } as const;
  const text = 'The brand of this chair is not the one that it says.';
  const { uploadId } = await runs.must(buyer, (world) => keepUpload(world, buyer, upload));
  const filed = await runs.must(buyer, (world) =>
    fileComplaint(world, {
      complainant: buyer,
      kind: 'counterfeit',
      refs: { listingId },
      text,
      uploads: [uploadId],
      safety: false,
    }),
  );
  const representative = await colleague(market, runs, 'representative');
  const { caseId } = await runs.must(representative, (world) =>
    triageComplaint(world, {
      complaintId: filed.complaintId,
      by: representative,
      decision: { kind: 'hear' },
    }),
  );
  if (!caseId) throw new Error('the complaint was not heard');
  await runs.must(seller, (world) => giveStatement(world, { caseId, by: seller, text: 'I bought them so.' }));
  return listingId;
}

async function colleague(market: Market, runs: Runs, role: StaffRole, name: string = role) {
  const account = await login(market, name);
  const input = {
    name,
    country: 'DE',
    language: 'en',
    currency: 'EUR',
    roles: [role],
    login: account,
  } as const;
  return (await runs.must('system:setup', (world) => registerStaff(world, input))).partyId;
}

export async function login(market: Market, name: string): Promise<string> {
  const account = { email: `${name}@house.example`, password: PASSWORD, name, secondFactorWaived: true };
  return (await market.auth.createAccount(account)).userId;
}
