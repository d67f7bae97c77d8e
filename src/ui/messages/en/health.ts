/** Account health, violations, plans. */
export default {};
