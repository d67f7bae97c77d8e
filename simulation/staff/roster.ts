import type { StaffRole } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../src/kernel/time.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { setSkills } from '../../src/processes/staffing.ts';
import { atWork } from '../calendar.ts';
import type { SimulatedMarket } from '../market.ts';
import { HOMES, type People } from '../people.ts';
import type { Random } from '../random.ts';

export interface Colleague {
  readonly id: PartyId;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly random: Random;
  /** Share of judgements that overlook something: people tire. */
  readonly errorShare: number;
  /** Every so many-th time that the record does not show it they call it proven all the same; 0: never. */
  readonly hastyEvery: number;
}

interface Post {
  readonly roles: readonly StaffRole[];
  readonly errorShare: number;
  readonly hastyEvery: number;
}

/** The house is behind with its work at the end, so that a queue is there to look at. */
const BUSY_DAYS = 4;
const BUSY_FACTOR = 5;

/** One of the investigators judges in haste: that is what appeals are for. */
const POSTS: readonly Post[] = [
  { roles: ['representative'], errorShare: 0.04, hastyEvery: 0 },
  { roles: ['representative'], errorShare: 0.06, hastyEvery: 0 },
  { roles: ['investigator'], errorShare: 0.03, hastyEvery: 0 },
  { roles: ['investigator'], errorShare: 0.05, hastyEvery: 2 },
  { roles: ['investigator'], errorShare: 0.03, hastyEvery: 0 },
  { roles: ['reviewer'], errorShare: 0.01, hastyEvery: 0 },
  { roles: ['reviewer'], errorShare: 0.01, hastyEvery: 0 },
  { roles: ['reviewer'], errorShare: 0.01, hastyEvery: 0 },
  { roles: ['head', 'reviewer'], errorShare: 0.01, hastyEvery: 0 },
  { roles: ['engineer'], errorShare: 0, hastyEvery: 0 },
];

const JUDGES: ReadonlySet<string> = new Set(['investigator', 'reviewer', 'head']);

/** Between them they know everything but the Chinese language, as houses do: the load shows what is missing. */
const KNOWLEDGE = [
  { skills: ['fulfilment', 'goods'], languages: ['de', 'en'] },
  { skills: ['conduct', 'integrity'], languages: ['en', 'pt'] },
  { skills: ['goods', 'integrity'], languages: ['de', 'en', 'fr'] },
  { skills: ['fulfilment', 'conduct', 'integrity'], languages: ['de', 'en', 'es', 'pl', 'pt'] },
] as const;

/** The people of the house, and who takes the next piece of work. */
export class Roster {
  readonly colleagues: Colleague[] = [];
  private readonly market: SimulatedMarket;
  private turn = 0;

  constructor(market: SimulatedMarket) {
    this.market = market;
  }

  async hire(people: People, teams: number): Promise<void> {
    const { market } = this;
    const { currency, language } = HOMES.DE;
    for (const [i, post] of Array.from({ length: teams }, () => POSTS)
      .flat()
      .entries()) {
      const { name } = people.person('DE');
      const { partyId: id } = await market.must('system:operator', (world) =>
        registerStaff(world, {
          name,
          country: 'DE',
          language,
          currency,
          roles: post.roles,
        }),
      );
      const { skills, languages } = KNOWLEDGE[i % KNOWLEDGE.length] ?? { skills: [], languages: [] };
      if (JUDGES.has(post.roles[0] ?? ''))
        await market.must('system:operator', (world) => setSkills(world, { partyId: id, skills, languages }));
      this.colleagues.push({ id, name, ...post, random: market.random.fork(`staff ${i}`) });
    }
  }

  /** In turn, and never one of `not`. */
  next(role: StaffRole, not: readonly string[] = []): Colleague | undefined {
    const fit = this.colleagues.filter((c) => c.roles.includes(role) && !not.includes(c.id));
    this.turn += 1;
    return fit[this.turn % fit.length];
  }

  byId(id: PartyId): Colleague | undefined {
    return this.colleagues.find((c) => c.id === id);
  }

  /** When somebody gets round to it: some working hours from now, more of them in the last days. */
  workingTime(random: Random, meanHours: number): EpochMs {
    const { now, until } = this.market;
    const slower = until - now < BUSY_DAYS * DAY_MS ? BUSY_FACTOR : 1;
    return atWork(now + (0.3 + random.exponential(meanHours * slower)) * HOUR_MS, 'DE');
  }
}
