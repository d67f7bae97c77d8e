/** Cart, checkout, orders, invoices, reviews. */
export default {};
