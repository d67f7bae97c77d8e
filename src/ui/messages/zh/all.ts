import account from './account.ts';
import browse from './browse.ts';
import bulletin from './bulletin.ts';
import complaints from './complaints.ts';
import entry from './entry.ts';
import frame from './frame.ts';
import goods from './goods.ts';
import health from './health.ts';
import help from './help.ts';
import money from './money.ts';
import notices from './notices.ts';
import problems from './problems.ts';
import purchase from './purchase.ts';
import quality from './quality.ts';
import ranking from './ranking.ts';
import reasons from './reasons.ts';
import reportKinds from './report-kinds.ts';
import report from './report.ts';
import returns from './returns.ts';
import shop from './shop.ts';
import standing from './standing.ts';
import talk from './talk.ts';
import webhooks from './webhooks.ts';
import words from './words.ts';
import type { Messages } from '../wording.ts';

export default {
  account,
  browse,
  bulletin,
  complaints,
  entry,
  frame,
  goods,
  health,
  help,
  money,
  notices,
  problems,
  purchase,
  quality,
  ranking,
  reasons,
  report,
  'report-kinds': reportKinds,
  returns,
  shop,
  standing,
  talk,
  webhooks,
  words,
} satisfies Messages;
