/** Reporting a problem, complaints, appeals, the buyer's own standing. */
export default {};
