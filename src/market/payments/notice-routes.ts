/** HTTP of the provider notices: chargebacks. Being written. */
export {};
