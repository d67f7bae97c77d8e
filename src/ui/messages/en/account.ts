/** Signing up and in, second factor, sessions, preferences. */
export default {};
