/** Home, search, categories, a listing, a seller's shop. */
export default {};
