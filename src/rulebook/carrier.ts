/**
 * What the ways of writing one carrier have in common: the rules say `canada-post`, one seller writes "Canada Post" and
 * another "CANADA POST". Empty where nothing of a name is left.
 */
export function carrierKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
