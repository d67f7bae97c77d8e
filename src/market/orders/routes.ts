/** HTTP of orders: lists, one order, cancellation, receipt, refunds, invoice, carrier scans. Being written. */
export {};
