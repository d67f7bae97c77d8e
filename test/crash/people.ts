import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { CHAIR } from '../people.ts';
import type { Client } from './client.ts';
import { done } from './lane.ts';

/** Buyers and sellers who come by HTTP like everybody else. */
export type Buyer = Extract<Actor, { kind: 'buyer' | 'seller' }>;

export interface Shop {
  readonly seller: Buyer;
  readonly listings: readonly string[];
}

const TERMS = '/terms';
export const HOME = {
  name: 'Ada Long',
  line1: 'Hauptstr. 1',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

async function register(
  client: Client,
  kind: 'buyer' | 'seller',
  n: string,
  more: object = {},
): Promise<Buyer> {
  const terms = await client.read({ kind: 'anonymous' }, TERMS);
  const { version } = done(terms, 'terms') as { version: string };
  const actor: Actor = {
    kind: 'anonymous',
    login: { userId: `user-${kind}-${n}`, email: `${kind}${n}@mail.example` },
  };
  const body = {
    kind,
    name: `${kind} ${n}`,
    country: 'DE',
    language: 'de',
    currency: 'EUR',
    termsVersion: version,
    ...more,
  };
  const answer = await client.change(actor, 'POST', '/parties', body, `register-${kind}-${n}`);
  const { partyId } = done(answer, 'registration') as { partyId: PartyId };
  return { kind, partyId };
}

export function newBuyer(client: Client, n: string): Promise<Buyer> {
  return register(client, 'buyer', n);
}

/** A seller with their own identity and bank account, and so many listings. */
export async function newShop(client: Client, n: string, listings: number, stock: number): Promise<Shop> {
  const number = Number.parseInt(Buffer.from(n).toString('hex').slice(-8), 16) % 1_000_000;
  const seller = await register(client, 'seller', n, {
    identity: {
      legalName: `Owner ${n}`,
      phone: `+49301${String(number).padStart(6, '0')}`,
      address: { line1: `Hauptstr. ${n}`, postalCode: '10115', city: 'Berlin', country: 'DE' },
    },
    payoutAccount: germanIban(number),
  });
  const offered: string[] = [];
  for (let i = 0; i < listings; i++) {
    const body = { ...CHAIR, title: `Oak chair ${n} ${i}`, stock };
    const answer = await client.change(seller, 'POST', '/listings', body, `listing-${n}-${i}`);
    offered.push((done(answer, 'listing') as { id: string }).id);
  }
  return { seller, listings: offered };
}

/** A valid account number of its own (ISO 13616: the check digits make it 1 modulo 97). */
function germanIban(number: number): string {
  const account = `10000000${String(number).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
}
