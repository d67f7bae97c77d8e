/** Refusals of the API by their code; `{detail}` is what the API said itself. */
export default {};
