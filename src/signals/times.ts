/** Positions of a unit's times in its row: when it came into being; the others are an order's. */
export const BEGUN = 0;
export const SHIP_BY = 1;
export const DELIVER_BY = 2;
export const CANCELLED = 3;
/** Of a buyer's orders, no more is needed than what comes before. */
export const BUYER_TIMES = 4;
export const SHIPPED = 4;
export const SCANNED = 5;
export const DELIVERED = 6;
export const CHARGEBACK = 7;
export const SELLER_TIMES = 8;
