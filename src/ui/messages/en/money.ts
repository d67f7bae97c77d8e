/** Payouts, holds, ledger. */
export default {};
