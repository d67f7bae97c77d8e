import { z } from 'zod';
import { id, line, listingId, paragraphs } from '../door/fields.ts';
import type { RecallId } from '../kernel/ids.ts';
import { HAZARDS, INSTRUCTIONS, REMEDIES } from './recall.ts';

export const recallId: z.ZodType<RecallId, string> = id('rcl');

/** What a recall says, asked of staff and sellers alike. */
export const recallText = {
  product: line(200),
  identification: paragraphs(2_000).min(1, 'say how owners tell whether it is theirs'),
  risk: paragraphs(2_000).min(1, 'say what may happen'),
  hazard: z.enum(HAZARDS),
  instructions: z.array(z.enum(INSTRUCTIONS)).min(1, 'say what owners are to do').max(INSTRUCTIONS.length),
  remedies: z.array(z.enum(REMEDIES)).max(REMEDIES.length),
  contact: line(200),
};
export const listingIds = z.array(listingId).min(1, 'name at least one listing').max(10_000);
