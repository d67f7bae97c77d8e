/** Read models of accounts, payouts, the ledger. Being written. */
export {};
