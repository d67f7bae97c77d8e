import type { EvidenceId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { UploadKind } from '../rulebook/procedure.ts';
import type { EvidenceKind } from '../rulebook/violation.ts';

/** Bytes that a person brought, kept outside the chain as base64 under the commitment. */
export interface Upload {
  readonly kind: UploadKind;
  /** As sniffed from the bytes, never as claimed. */
  readonly mime: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  readonly content: Commitment;
}

/**
 * One item of a case. `content` is kept outside the chain: for collected items the canonical JSON (RFC 8785) that
 * `sha256` is taken over, in which texts of people appear only as commitments; for uploads the bytes.
 */
export interface Evidence {
  readonly id: EvidenceId;
  readonly kind: EvidenceKind;
  /** One line for lists, without personal data: `Order ord_1, 14 events`. */
  readonly title: string;
  readonly at: EpochMs;
  /** Who brought it: a party, a member of staff, or `system:collector`. */
  readonly by: PartyId | 'system:collector';
  readonly sha256: string;
  readonly content: Commitment;
  /** Only for uploads. */
  readonly mime?: string;
  readonly bytes?: number;
  /** The order, listing, conversation or metric that it shows: collected again only when it has changed. */
  readonly about?: string;
}

/** Bytes that were sniffed, checked and cleaned at the edge, not yet kept. */
export interface InspectedUpload extends Omit<Upload, 'content'> {
  readonly base64: string;
  /** SHA-256 of the bytes as they were sent: by it a second sending is known. */
  readonly given: string;
}
