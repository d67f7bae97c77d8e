/** Stripe behind the port PaymentProvider. Being written. */
export {};
