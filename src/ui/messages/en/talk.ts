/** Conversations between buyers and sellers. */
export default {};
