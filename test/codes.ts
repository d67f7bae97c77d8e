/** The key of an authenticator app, from how it is written (RFC 4648). */
export function base32Bytes(text: string): Buffer {
  const bits = Array.from(text, (c) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
