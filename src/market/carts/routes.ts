/** HTTP of the cart. Being written. */
export {};
