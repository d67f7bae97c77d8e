import { createHash } from 'node:crypto';
import { appeals } from '../src/appeals/appeal.ts';
import { campaigns } from '../src/campaigns/campaign.ts';
import { cases } from '../src/cases/case.ts';
import { complaints } from '../src/complaints/complaint.ts';
import { canonicalJson } from '../src/kernel/hash.ts';
import type { PartyId } from '../src/kernel/ids.ts';
import { orders } from '../src/market/orders/order.ts';
import { type LedgerLine, sumOf } from '../src/market/payments/ledger.ts';
import { wasUndone } from '../src/sanctions/preconditions.ts';
import { rectifications } from '../src/sanctions/rectification.ts';
import { type Sanction, sanctions } from '../src/sanctions/sanction.ts';
import { standings } from '../src/standing/standing.ts';
import type { Simulation } from './simulate.ts';
import { wilson } from './wilson.ts';

type Counts = Readonly<Record<string, number>>;

/** How enforcement compares with what people really were. A warning and a compensation restrict nobody. */
export interface Enforcement {
  readonly byKind: Readonly<
    Record<
      string,
      {
        readonly parties: number;
        readonly warned: number;
        readonly restricted: number;
        readonly shutOut: number;
      }
    >
  >;
  /** Honest parties that are or were restricted, and whose restriction no appeal undid. */
  readonly falseActions: number;
  readonly honest: number;
  /** 95 % Wilson interval of their share. */
  readonly falseActionInterval: readonly [low: number, high: number];
  /** Honest parties restricted at first, and restored on appeal or by a second look. */
  readonly restored: number;
  /** Of all restricted, the share that was not honest. `null` without any. */
  readonly precision: number | null;
  /** Of the dishonest that had time to show it, the share that was restricted. */
  readonly recall: number | null;
}

export interface SimulationReport {
  readonly events: number;
  readonly parties: { readonly sellers: number; readonly buyers: number; readonly staff: number };
  readonly orders: Counts;
  readonly messages: number;
  readonly complaints: Counts;
  readonly cases: Counts;
  readonly findings: Counts;
  readonly sanctions: Readonly<Record<string, Counts>>;
  readonly rectifications: Counts;
  readonly appeals: Counts;
  readonly campaigns: Counts;
  readonly held: number;
  readonly sellers: Enforcement;
  readonly buyers: Enforcement;
  readonly ledgerSums: { readonly postings: number; readonly notZero: number };
  readonly refusals: Counts;
  /** SHA-256 over the canonical JSON of every event in order: equal for equal options. */
  readonly hash: string;
}

export function reportOf({ market, society, roster }: Simulation): SimulationReport {
  const ofLadder = market.states(sanctions);
  const files = market.states(cases);
  const findings = files.flatMap((c) =>
    c.allegations.flatMap((a) => [a.finding, ...a.overturned.map((o) => o.finding)]),
  );
  const overturned = files.flatMap((c) => c.allegations.flatMap((a) => a.overturned)).length;
  const byMeasure = Map.groupBy(ofLadder, (s) => s.measure.kind);
  const postings = market.store.entries.flatMap(({ concept, event }) =>
    concept !== 'order' && concept !== 'return_request' && 'lines' in event
      ? [event.lines as readonly LedgerLine[]]
      : [],
  );
  const held = market.states(standings).filter((s) => s.hold !== null);
  const linked = new Set(held.flatMap((s) => (s.hold?.reason === 'linked-to-barred' ? [s.party] : [])));
  const { truth } = society;
  return {
    events: market.store.entries.length,
    parties: { sellers: truth.sellers.size, buyers: truth.buyers.size, staff: roster.colleagues.length },
    orders: counts(market.states(orders).map((o) => o.status)),
    messages: market.store.entries.filter((e) => e.event.type === 'MessageSent').length,
    complaints: counts(market.states(complaints).map((c) => (c.status === 'decided' ? c.outcome : c.status))),
    cases: counts(files.map((c) => (c.status === 'closed' ? c.outcome : c.status))),
    findings: { ...counts(findings.flatMap((f) => f?.result ?? [])), overturned },
    sanctions: Object.fromEntries(
      [...byMeasure]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([kind, of]) => [kind, counts(of.map(stateOf))]),
    ),
    rectifications: counts(
      market.states(rectifications).map((r) => (r.status === 'concluded' ? r.outcome : r.status)),
    ),
    appeals: counts(market.states(appeals).map((a) => (a.status === 'decided' ? a.outcome : a.status))),
    campaigns: counts(market.states(campaigns).map((c) => c.status)),
    held: held.length,
    sellers: enforcement(truth.sellers, { sanctions: ofLadder, linked, excused: ['honest', 'sloppy'] }),
    buyers: enforcement(truth.buyers, { sanctions: ofLadder, linked, excused: ['honest'] }),
    ledgerSums: { postings: postings.length, notZero: postings.filter((lines) => sumOf(lines) !== 0).length },
    refusals: sorted(market.refusals),
    hash: hashOf(market.store.entries),
  };
}

/** `reversed` also where an emergency was not confirmed. */
function stateOf(sanction: Sanction): string {
  if (wasUndone(sanction)) return 'reversed';
  return sanction.status;
}

function counts(names: readonly string[]): Counts {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return sorted(count);
}

function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const SHUTS_OUT: readonly string[] = ['suspension', 'shutdown', 'bar', 'account-closed', 'purchase-hold'];
const RESTRICTS_NOTHING: readonly string[] = ['warning', 'compensation'];

interface Judged {
  readonly sanctions: readonly Sanction[];
  /** Held for their link to somebody barred. */
  readonly linked: ReadonlySet<PartyId>;
  /** Kinds that nobody needs to be restricted for; those besides the honest are merely careless. */
  readonly excused: readonly string[];
}

function enforcement(
  kinds: ReadonlyMap<PartyId, string>,
  { sanctions, linked, excused }: Judged,
): Enforcement {
  const effective = Map.groupBy(
    sanctions.filter((s) => 'from' in s),
    (s) => s.party,
  );
  const of = (party: PartyId) => effective.get(party) ?? [];
  const stands = (party: PartyId) => of(party).filter((s) => !wasUndone(s));
  const restricts = (s: Sanction) => !RESTRICTS_NOTHING.includes(s.measure.kind);
  const isRestricted = (party: PartyId) => linked.has(party) || stands(party).some(restricts);
  const byKind = Object.fromEntries(
    [...Map.groupBy(kinds.keys(), (p) => kinds.get(p) ?? '')].map(([kind, parties]) => [
      kind,
      {
        parties: parties.length,
        warned: parties.filter((p) => stands(p).some((s) => s.measure.kind === 'warning')).length,
        restricted: parties.filter(isRestricted).length,
        shutOut: parties.filter((p) => stands(p).some((s) => SHUTS_OUT.includes(s.measure.kind))).length,
      },
    ]),
  );
  const honest = [...kinds.keys()].filter((p) => kinds.get(p) === 'honest');
  const dishonest = [...kinds.keys()].filter((p) => !excused.includes(kinds.get(p) ?? ''));
  const restricted = [...kinds.keys()].filter(isRestricted);
  const falseActions = honest.filter(isRestricted).length;
  return {
    byKind,
    falseActions,
    honest: honest.length,
    falseActionInterval: wilson(falseActions, honest.length),
    restored: honest.filter((p) => of(p).some((s) => wasUndone(s) && restricts(s)) && !isRestricted(p))
      .length,
    precision: restricted.length === 0 ? null : (restricted.length - falseActions) / restricted.length,
    recall: dishonest.length === 0 ? null : dishonest.filter(isRestricted).length / dishonest.length,
  };
}

function hashOf(entries: Simulation['market']['store']['entries']): string {
  const hash = createHash('sha256');
  for (const { concept, stream, version, by, event } of entries)
    hash.update(`${canonicalJson({ concept, stream, version, by, event })}\n`);
  return hash.digest('hex');
}
