/** Names of the API as people say them: states, categories, kinds. */
export default {};
