import { type ComplaintEvent, complaints } from '../../src/complaints/complaint.ts';
import type { ComplaintId, PartyId } from '../../src/kernel/ids.ts';
import { type Party, parties, type PartyEvent } from '../../src/market/parties/party.ts';
import { judgeIdentity } from '../../src/processes/change-party.ts';
import { type Triage, triageComplaint } from '../../src/processes/triage-complaint.ts';
import type { IdentityField } from '../../src/market/parties/party.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import type { Judgement } from '../judgement.ts';
import type { SimulatedMarket } from '../market.ts';
import { DISMISSALS } from '../texts/decisions.ts';
import type { Colleague, Roster } from './roster.ts';

/** Mean working hours until somebody looks, by priority. */
const FIRST_LOOK_HOURS = { urgent: 1, high: 5, normal: 12, low: 30 } as const;

/** The first people to read what comes in: complaints, and the papers of new sellers. */
export class Representatives {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly judgement: Judgement;

  constructor(market: SimulatedMarket, roster: Roster, judgement: Judgement) {
    this.market = market;
    this.roster = roster;
    this.judgement = judgement;
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    market.on('complaint', 'ComplaintFiled', (entry) => this.onComplaint(entry));
    market.on('party', 'PartyRegistered', (entry) => this.onParty(entry));
    market.on('party', 'IdentityGiven', (entry) => this.onCorrected(entry));
  }

  private onComplaint({ stream, event }: MemoryEntry): void {
    const { priority } = event as Extract<ComplaintEvent, { type: 'ComplaintFiled' }>;
    const colleague = this.roster.next('representative');
    if (!colleague || priority === 'urgent') return;
    const at = this.roster.workingTime(colleague.random, FIRST_LOOK_HOURS[priority]);
    this.market.plan(at, () => this.triage(colleague, stream as ComplaintId));
  }

  private async triage(colleague: Colleague, complaintId: ComplaintId): Promise<void> {
    const { market, judgement } = this;
    const complaint = market.state(complaints, complaintId);
    if (complaint?.status !== 'filed') return;
    const { random, id: by, errorShare } = colleague;
    const errs = random.chance(errorShare);
    const reason =
      judgement.isPlainlyWrong(complaint) && !errs ? 'manifestly-unfounded' : errs ? 'insufficient' : null;
    const decision: Triage =
      reason === null
        ? { kind: 'hear' }
        : { kind: 'dismiss', reason, explanation: random.pick(DISMISSALS[reason]) };
    await market.attempt(by, (world) => triageComplaint(world, { complaintId, by, decision }));
  }

  private onParty({ stream, event }: MemoryEntry): void {
    if ((event as Extract<PartyEvent, { type: 'PartyRegistered' }>).kind !== 'seller') return;
    const colleague = this.roster.next('representative');
    if (!colleague) return;
    const at = this.roster.workingTime(colleague.random, 50);
    const unreadable = colleague.random.chance(0.09);
    this.market.plan(at, () =>
      this.checkPapers(colleague, stream as PartyId, unreadable ? 'address' : undefined),
    );
  }

  private async checkPapers(colleague: Colleague, partyId: PartyId, wrong?: IdentityField): Promise<void> {
    for (const field of this.market.book.rulebook.identity.sellerMustGive)
      await this.check(
        colleague,
        partyId,
        field,
        field === wrong ? 'The proof of address cannot be read.' : undefined,
      );
  }

  private onCorrected({ stream, event }: MemoryEntry): void {
    const party = this.party(stream as PartyId);
    const { field } = event as Extract<PartyEvent, { type: 'IdentityGiven' }>;
    // At registration everything is checked together.
    if (party?.kind !== 'seller' || party.registeredAt === event.at) return;
    const colleague = this.roster.next('representative');
    if (!colleague) return;
    this.market.plan(this.roster.workingTime(colleague.random, 10), () =>
      this.check(colleague, stream as PartyId, field),
    );
  }

  private async check(
    colleague: Colleague,
    partyId: PartyId,
    field: IdentityField,
    wrong?: string,
  ): Promise<void> {
    const seen = this.party(partyId)?.identity[field]?.value;
    if (!seen) return;
    const by = colleague.id;
    await this.market.attempt(by, (world) => judgeIdentity(world, { partyId, by, field, seen, wrong }));
  }

  private party(id: PartyId): Party | undefined {
    return this.market.state(parties, id);
  }
}
