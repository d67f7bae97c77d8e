import { line } from './fields.ts';
import { trackingFault } from '../processes/tracking-number.ts';

/** As sellers type it. Whether the carrier knows it shows at its first scan. */
export const trackingNumber = line(40).superRefine((number, context) => {
  const message = trackingFault(number);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
