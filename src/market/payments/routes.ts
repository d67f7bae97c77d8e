/** HTTP of balances, payouts, ledger, deposits. Being written. */
export {};
