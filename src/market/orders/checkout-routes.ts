/** HTTP of quote and checkout. Being written. */
export {};
