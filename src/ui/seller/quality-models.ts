/** What a seller reads about the quality of their goods. */
import type { EpochMs } from '../../kernel/time.ts';
import type { Remedy } from '../recalls/models.ts';

type LotStatus = 'inspecting' | 'on-hold' | 'accepted' | 'rejected';

/** `GET /me/inspections`. */
export interface OwnLotRow {
  readonly id: string;
  readonly title: string;
  readonly status: LotStatus;
  readonly lotSize: number;
  readonly sampleSize: number;
  readonly accept: number;
  readonly inspected: number;
  readonly nonconforming: number;
  readonly openedAt: EpochMs;
}

/** `GET /me/inspections/{lotId}`. */
export interface OwnLot extends OwnLotRow {
  readonly seed: string;
  readonly why: string | null;
  readonly units: readonly {
    readonly unit: number;
    readonly result: 'conforming' | 'nonconforming' | 'critical';
    readonly photos: readonly string[];
    readonly note: string | null;
  }[];
}

/** `GET /me/recall-claims`. */
export interface OwnClaim {
  readonly id: string;
  readonly recallId: string;
  readonly orderId: string;
  readonly buyer: { readonly id: string; readonly name: string };
  readonly remedy: Remedy;
  readonly status: 'open' | 'done';
  readonly chosenAt: EpochMs;
  readonly doneBy: EpochMs | null;
}
