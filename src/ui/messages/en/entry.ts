/** Becoming a seller: steps, identity, limits. */
export default {};
