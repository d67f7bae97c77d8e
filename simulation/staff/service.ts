import { tickets } from '../../src/aftersales/desk/ticket.ts';
import { guides } from '../../src/aftersales/guides/guide.ts';
import type { ListingId, OrderId, PartyId, TicketId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { orders } from '../../src/market/orders/order.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import { openTicket, rateTicket, writeInTicket } from '../../src/processes/ask-desk.ts';
import { proposeGuide, reviewGuide } from '../../src/processes/keep-guides.ts';
import { answerTicket, writeMacro } from '../../src/processes/work-desk.ts';
import type { SimulatedMarket } from '../market.ts';
import type { Random } from '../random.ts';
import { GUIDES, MACROS, QUESTIONS, type QuestionText, THANKS } from '../texts/service.ts';
import type { Colleague, Roster } from './roster.ts';

/** Of so many who got a parcel one asks the desk, in the last weeks: enough to look at, and cheap to make up. */
const ASKING_SHARE = 0.06;
const LAST_DAYS = 45;

/** The service desk: buyers ask about what they were delivered, representatives answer, and guides are written. */
export class Service {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly random: Random;

  constructor(market: SimulatedMarket, roster: Roster) {
    this.market = market;
    this.roster = roster;
    this.random = market.random.fork('service');
  }

  listen(): void {
    this.market.on('order', 'OrderDelivered', (entry) => this.onDelivered(entry));
  }

  private agents(): readonly Colleague[] {
    return this.roster.colleagues.filter((c) => c.roles.includes('representative'));
  }

  /** Once the house is staffed: guides of the categories, read by somebody else, and macros. */
  async begin(): Promise<void> {
    const { market } = this;
    const [author] = this.agents();
    const head = this.roster.colleagues.find((c) => c.roles.includes('head'));
    if (!author || !head) return;
    for (const { category, ...content } of GUIDES) {
      const target = { kind: 'category', category } as const;
      const { guideId } = await market.must(author.id, (world) =>
        proposeGuide(world, { ...content, target, author: author.id, isStaff: true }),
      );
      const draftAt = market.state(guides, guideId)?.draft?.at ?? 0;
      const review = { guideId, by: head.id, outcome: 'publish', why: '', draftAt } as const;
      await market.must(head.id, (world) => reviewGuide(world, review));
    }
    for (const macro of MACROS) await market.must(author.id, (world) => writeMacro(world, macro));
  }

  private onDelivered({ stream }: MemoryEntry): void {
    const { market, random } = this;
    if (market.until - market.now > LAST_DAYS * DAY_MS || !random.chance(ASKING_SHARE)) return;
    const order = market.state(orders, stream);
    const line = order?.lines[0];
    if (!order || !line || order.source !== undefined) return;
    const question = random.pick(QUESTIONS);
    const at = market.now + random.exponential(2) * DAY_MS;
    market.plan(at, () => this.ask(order.buyer, stream as OrderId, line.listingId, question));
  }

  private async ask(
    by: PartyId,
    orderId: OrderId,
    listingId: ListingId,
    question: QuestionText,
  ): Promise<void> {
    const { market, random } = this;
    const { kind, subject, text } = question;
    const opened = await market.attempt(by, (world) =>
      openTicket(world, {
        by,
        channel: 'web',
        kind,
        subject,
        text,
        refs: { orderId, listingId },
        uploads: [],
        language: 'en',
      }),
    );
    const [agent] = random.shuffled(this.agents());
    if (!opened || !agent) return;
    const at = this.roster.workingTime(random, 4);
    market.plan(at, () => this.answer(agent, opened.ticketId, question));
  }

  private async answer(agent: Colleague, ticketId: TicketId, question: QuestionText): Promise<void> {
    const { market, random } = this;
    const ticket = market.state(tickets, ticketId);
    if (ticket?.status !== 'open' || !ticket.requester) return;
    const by = agent.id;
    const isOver = random.chance(0.6);
    const cause = isOver ? question.cause : null;
    const answer = { ticketId, by, text: question.answer, cause, seen: ticket.messages.length };
    await market.attempt(by, (world) => answerTicket(world, { ...answer, then: isOver ? 'solve' : 'wait' }));
    const { requester } = ticket;
    const later = market.now + random.exponential(20) * HOUR_MS;
    if (isOver && random.chance(0.5)) market.plan(later, () => this.rate(requester, ticketId));
    else if (!isOver && random.chance(0.7)) market.plan(later, () => this.thank(agent, requester, ticketId));
  }

  private async rate(by: PartyId, ticketId: TicketId): Promise<void> {
    const score = 5 - this.random.weighted([6, 3, 1, 0.4, 0.4]);
    const comment = score === 5 ? 'Quick and to the point.' : '';
    await this.market.attempt(by, (world) => rateTicket(world, { ticketId, by, score, comment }));
  }

  private async thank(agent: Colleague, by: PartyId, ticketId: TicketId): Promise<void> {
    const { market, random } = this;
    const text = random.pick(THANKS);
    await market.attempt(by, (world) =>
      writeInTicket(world, { ticketId, by, channel: 'web', text, uploads: [] }),
    );
    const seen = market.state(tickets, ticketId)?.messages.length ?? 0;
    const answer = { ticketId, by: agent.id, text: 'Glad to hear it. All the best!', seen };
    market.plan(this.roster.workingTime(random, 3), async () => {
      await market.attempt(agent.id, (world) =>
        answerTicket(world, { ...answer, then: 'solve', cause: 'answered' }),
      );
    });
  }
}
