import { isRefusal } from '../../src/kernel/decision.ts';
import type { ConversationId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { fileComplaint } from '../../src/processes/file-complaint.ts';
import { keepUpload } from '../../src/processes/keep-upload.ts';
import type { Exhibits, Shown } from '../exhibits.ts';
import type { SimulatedMarket } from '../market.ts';
import type { Script } from '../names.ts';
import type { Random } from '../random.ts';
import { COMPLAINTS } from '../texts/casework.ts';

export interface Grievance {
  readonly by: PartyId;
  /** Key of the rulebook's complaints. */
  readonly kind: string;
  readonly refs: { readonly orderId?: OrderId; readonly conversationId?: ConversationId };
  readonly script: Script;
  readonly random: Random;
  /** What the enclosed photo shows, if there is one. */
  readonly photo?: Shown | undefined;
  /** In place of the usual words. */
  readonly text?: string | undefined;
}

/** How people file complaints: with their words, and a photo where one is asked for. */
export class Complaining {
  private readonly market: SimulatedMarket;
  private readonly exhibits: Exhibits;

  constructor(market: SimulatedMarket, exhibits: Exhibits) {
    this.market = market;
    this.exhibits = exhibits;
  }

  async file(grievance: Grievance): Promise<void> {
    const { by, kind, refs, script, random, photo, text } = grievance;
    const shown = photo === 'shows-it' && random.chance(0.12) ? 'unclear' : photo;
    await this.market.attempt(by, async (world) => {
      const brought =
        shown === undefined ? undefined : await keepUpload(world, by, this.exhibits.photo(random, shown));
      if (brought && isRefusal(brought)) return brought;
      return fileComplaint(world, {
        complainant: by,
        kind,
        refs,
        text: text ?? random.pick(COMPLAINTS[kind]?.[script] ?? ['Please look into this.']),
        uploads: brought ? [brought.uploadId] : [],
        safety: false,
      });
    });
  }
}
