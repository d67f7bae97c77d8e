/** Messages of the platform to a party. */
export default {};
