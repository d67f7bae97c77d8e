/** Read model of the cart: each line with what can be bought right now. Being written. */
export {};
