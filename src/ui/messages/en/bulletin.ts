/** The public rules and what was enforced. */
export default {};
