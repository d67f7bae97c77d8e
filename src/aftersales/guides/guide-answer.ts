import type { Concept } from '../../kernel/concept.ts';
import type { GuideId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** "Did this solve it?", once a person and guide; they may change their mind. */
export interface GuideAnswer {
  readonly guideId: GuideId;
  readonly version: number;
  readonly solved: boolean;
}

export interface GuideAnswered extends GuideAnswer {
  readonly type: 'GuideAnswered';
  readonly at: EpochMs;
}

/** Stream id: `<guide>.<party>`. */
export const guideAnswers: Concept<GuideAnswer, GuideAnswered, 'guide' | 'solved'> = {
  name: 'guide_answer',
  revision: 1,
  evolve: (_, { guideId, version, solved }) => ({ guideId, version, solved }),
  columns: {
    guide: { type: 'text', of: (a) => a.guideId },
    solved: { type: 'boolean', of: (a) => a.solved, indexed: false },
  },
};
