/** HTTP of shipments: shipping and carrier scans. Being written. */
export {};
