import type { NoticeId, PartyId } from '../kernel/ids.ts';
import { type EpochMs, plusMonths } from '../kernel/time.ts';
import { type NoticeBody, notices } from '../transparency/notice.ts';
import type { World } from './world.ts';

/** Tells a party something that has consequences. `words` are for the addressee's eyes and kept as their data. */
export function giveNotice(
  { unit }: World,
  notice: {
    readonly to: PartyId;
    readonly body: NoticeBody;
    readonly words?: string | undefined;
    readonly noticeId?: NoticeId;
  },
): NoticeId {
  const { to, body, words } = notice;
  const noticeId = notice.noticeId ?? unit.ids.next<'Notice'>('ntc');
  const kept = words === undefined ? null : unit.keep({ party: to, kind: 'decision-words', value: words });
  unit.append(notices, noticeId, [{ type: 'NoticeGiven', at: unit.now, to, body, words: kept }]);
  return noticeId;
}

/** Until when a decision made now may be appealed against: calendar months, as the law counts them. */
export function appealUntil({ unit, rulebook }: World): EpochMs {
  return plusMonths(unit.now, rulebook.appeals.windowMonths);
}
