/** The part of the package that we use; it comes without types. */
declare module 'minhash' {
  export class Minhash {
    constructor(config: { readonly numPerm: number; readonly seed: number });
    readonly hashvalues: number[];
    update(shingle: string): void;
  }
}
