import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import type { Answer } from './client.ts';
import { done, type Lane, type Stage, staff } from './lane.ts';

/** An order that a buyer may complain about. */
export interface Grievance {
  readonly orderId: string;
  readonly buyer: Actor;
  readonly seller: Actor;
}

interface CasePage {
  readonly status: string;
  readonly allegations: readonly { readonly violation: string; readonly finding: object | null }[];
  readonly evidence: readonly { readonly id: string }[];
}

interface Imposed {
  readonly sanctions: readonly { readonly sanctionId: string; readonly status: string }[];
}

const REPRESENTATIVE = staff('representative', 'representative');
const INVESTIGATOR = staff('investigator', 'investigator');
const SECOND = [staff('reviewer1', 'reviewer'), staff('reviewer2', 'reviewer'), staff('head', 'head')];
const APPEAL_JUDGE = staff('reviewer3', 'reviewer');

/**
 * The road from a complaint to a verdict, walked by HTTP to its end: complaint, statement, finding, sanctions, approval
 * by a second person, appeal, reversal. Refusals are fine (time moves on meanwhile); what went through is counted.
 */
export class CourtLane implements Lane {
  readonly name = 'court';
  private readonly stage: Stage;
  private readonly grievance: () => Grievance | undefined;

  constructor(stage: Stage, grievance: () => Grievance | undefined) {
    this.stage = stage;
    this.grievance = grievance;
  }

  async step(): Promise<void> {
    const about = this.grievance();
    if (!about) {
      await new Promise((resume) => setTimeout(resume, 20));
      return;
    }
    const caseId = await this.complain(about);
    if (!caseId) return;
    await this.post(about.seller, `/me/cases/${caseId}/statement`, { text: 'It was not like that.' });
    await this.judge(caseId);
    const imposed = await this.post<Imposed>(INVESTIGATOR, `/cases/${caseId}/sanctions`, {
      reasons: 'By the ladder.',
    });
    if (!imposed) return;
    for (const { sanctionId, status } of imposed.sanctions) {
      this.stage.streams.push({ concept: 'sanction', stream: sanctionId });
      if (status === 'in-force') this.stage.count('sanction in force');
      if (status === 'proposed') await this.decide(sanctionId);
    }
    if (this.stage.random.chance(0.3)) await this.appeal(about.seller, caseId);
    if (this.stage.random.chance(0.3)) await this.emergency(about);
  }

  private async complain({ orderId, buyer }: Grievance): Promise<string | undefined> {
    const filed = await this.post<{ complaintId: string; caseId: string | null }>(buyer, '/complaints', {
      kind: 'refusal-to-ship',
      refs: { orderId },
      text: 'Nothing ever came.',
    });
    if (!filed) return undefined;
    this.stage.streams.push({ concept: 'complaint', stream: filed.complaintId });
    const heard = await this.post<{ caseId: string | null }>(
      REPRESENTATIVE,
      `/complaints/${filed.complaintId}/triage`,
      { kind: 'hear' },
    );
    return heard?.caseId ?? undefined;
  }

  private async judge(caseId: string): Promise<void> {
    const read = await this.stage.client.read(INVESTIGATOR, `/cases/${caseId}`);
    const page = done(read, 'case') as CasePage;
    const evidence = page.evidence.map((e) => e.id);
    for (const { violation, finding } of page.allegations)
      if (finding === null)
        await this.post(INVESTIGATOR, `/cases/${caseId}/findings`, {
          violation,
          result: this.stage.random.chance(0.9) ? 'substantiated' : 'unsubstantiated',
          evidence,
          reasons: 'As the evidence shows.',
        });
  }

  private async decide(sanctionId: string): Promise<void> {
    const word = this.stage.random.chance(0.8) ? 'approvals' : 'declines';
    for (const person of SECOND)
      await this.post(person, `/sanctions/${sanctionId}/${word}`, { reasons: 'Looked at it too.' });
  }

  private async appeal(seller: Actor, caseId: string): Promise<void> {
    const filed = await this.post<{ appealId: string }>(seller, '/appeals', {
      caseId,
      text: 'This is wrong.',
    });
    if (!filed) return;
    this.stage.streams.push({ concept: 'appeal', stream: filed.appealId });
    await this.post(APPEAL_JUDGE, `/appeals/${filed.appealId}/decision`, {
      outcome: this.stage.random.chance(0.7) ? 'reversed' : 'upheld',
      reasons: 'Looked at anew.',
    });
  }

  /** One person at once; confirmed, lifted, or left to end by itself. */
  private async emergency({ orderId, seller }: Grievance): Promise<void> {
    const subject: PartyId | undefined = seller.kind === 'seller' ? seller.partyId : undefined;
    const declared = await this.post<{ sanctionIds: readonly string[] }>(INVESTIGATOR, '/emergencies', {
      about: { subject, violation: 'refusal-to-ship', refs: { orders: [orderId] } },
      emergency: 'fraud-in-progress',
      kinds: ['suspension'],
      reasons: 'Payments are taken and nothing is sent.',
    });
    const [sanctionId] = declared?.sanctionIds ?? [];
    if (sanctionId === undefined) return;
    this.stage.streams.push({ concept: 'sanction', stream: sanctionId });
    const next = this.stage.random.int(0, 2);
    const [person = APPEAL_JUDGE] = SECOND;
    if (next === 0) await this.post(person, `/sanctions/${sanctionId}/confirmation`, {});
    if (next === 1)
      await this.post(person, `/sanctions/${sanctionId}/lifting`, { reasons: 'It was a misunderstanding.' });
  }

  /** The answer's body, or undefined if it was refused. */
  private async post<T>(actor: Actor, path: string, body: unknown): Promise<T | undefined> {
    const { client, key, count } = this.stage;
    const answer: Answer = await client.change(actor, 'POST', path, body, key('court'));
    const what = path.replaceAll(/\/[a-z]+_[\w-]+/g, '/…');
    if (answer.status === 422) throw new Error(`${what}: ${JSON.stringify(answer.body)}`);
    count(answer.status < 300 ? `POST ${what}` : `POST ${what} refused`);
    return answer.status < 300 ? (answer.body as T) : undefined;
  }
}
