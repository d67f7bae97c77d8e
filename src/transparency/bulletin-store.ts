import type { Pool } from 'pg';
import { readSealedOf } from '../platform/log-reading.ts';
import { Bulletin, BULLETIN_CONCEPTS } from './bulletin.ts';

const ENTRIES_A_STEP = 5_000;
/** A public page may be asked for often; the log is looked at this often at most. */
const FRESH_MS = 2_000;

/**
 * The bulletin of this process: read on from where it stopped whenever somebody asks. It is small (counts and the newest
 * decisions), so that nothing of it is stored, and a restart counts the log again.
 */
export class BulletinStore {
  private readonly bulletin = new Bulletin();
  private position = 0;
  private readAt = 0;
  private reading: Promise<void> | undefined;

  async current(pool: Pool): Promise<Bulletin> {
    if (Date.now() - this.readAt >= FRESH_MS)
      await (this.reading ??= this.readOn(pool).finally(() => {
        this.reading = undefined;
      }));
    return this.bulletin;
  }

  private async readOn(pool: Pool): Promise<void> {
    for (;;) {
      const entries = await readSealedOf(pool, BULLETIN_CONCEPTS, this.position, ENTRIES_A_STEP);
      for (const { concept, stream, event, position } of entries) {
        this.bulletin.take(concept, stream, event);
        this.position = position;
      }
      if (entries.length < ENTRIES_A_STEP) break;
    }
    this.readAt = Date.now();
  }
}
