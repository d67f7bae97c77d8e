/** The seller's listings, orders to ship, holidays, team, position. */
export default {};
