import type { PostalAddress } from '../../entry/address.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Reader } from '../../door/route.ts';
import { FIELD_OF, type IdentityInput } from '../../processes/identity-values.ts';
import type { Party } from './party.ts';

type Viewer = Pick<Reader, 'db' | 'reveal'>;

export async function partyOf({ db }: Pick<Reader, 'db'>, id: PartyId): Promise<Party | undefined> {
  const rows = await db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [id]);
  return rows.rows[0]?.doc;
}

/** Names for showing, of those that still have one: shop names, and the persons' own. */
export async function namesOf(
  viewer: Viewer,
  ids: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, string>> {
  const rows = await viewer.db.pool.query<{ id: PartyId; doc: Party }>(
    'select id, doc from concept_party where id = any($1)',
    [[...new Set(ids)]],
  );
  const revealed = await viewer.reveal(
    rows.rows.flatMap(({ doc }) => ('person' in doc.name && !doc.erasure ? [doc.name.person] : [])),
  );
  return new Map(rows.rows.map(({ id, doc }) => [id, nameIn(doc, revealed)]));
}

const ERASED_NAME = 'Former member';

export function nameIn(party: Party, revealed: ReadonlyMap<string, string>): string {
  if (party.erasure) return ERASED_NAME;
  return 'shop' in party.name ? party.name.shop : (revealed.get(party.name.person) ?? ERASED_NAME);
}

export interface IdentityView {
  /** What was looked at: hand it back when judging, so that a later change is not judged unseen. */
  readonly seen: Commitment;
  readonly value: string | PostalAddress | null;
  readonly givenAt: EpochMs;
  readonly verified: boolean;
  readonly rejected: { readonly why: string; readonly correctBy: EpochMs | null } | null;
}

/** All that a party has told about itself. Only for the party and for staff who verify it. */
export async function identityOf(
  viewer: Viewer,
  party: Party,
): Promise<Partial<Record<keyof IdentityInput, IdentityView>>> {
  const values = Object.values(party.identity).map((fact) => fact.value);
  const revealed = await viewer.reveal(values);
  const view: Partial<Record<keyof IdentityInput, IdentityView>> = {};
  for (const name of Object.keys(FIELD_OF) as (keyof IdentityInput)[]) {
    const fact = party.identity[FIELD_OF[name]];
    if (!fact) continue;
    const text = revealed.get(fact.value) ?? null;
    view[name] = {
      seen: fact.value,
      value: name === 'address' && text !== null ? (JSON.parse(text) as PostalAddress) : text,
      givenAt: fact.givenAt,
      verified: fact.verified,
      rejected: fact.rejected ?? null,
    };
  }
  return view;
}

/** Enough of an account number to recognise one's own. */
export async function payoutAccountOf(viewer: Viewer, party: Party) {
  if (!party.payoutAccount) return null;
  const { account, changedAt } = party.payoutAccount;
  const number = (await viewer.reveal([account])).get(account);
  return { account: number === undefined ? null : `…${number.slice(-4)}`, changedAt };
}
