/** Read models of orders and invoices. Being written. */
export {};
