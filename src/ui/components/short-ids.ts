const LONG_ID = /\b[a-z]{3,4}_[0-9a-z_]{12,}/g;

/** A sentence with long ids cut to their telling end: `Order …8q6hs4, shipped`. The whole id stands where it is linked. */
export function shortIds(text: string): string {
  return text.replaceAll(LONG_ID, (id) => `…${id.slice(-6)}`);
}
