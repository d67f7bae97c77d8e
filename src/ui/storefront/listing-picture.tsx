/** Stands in for a photo: a quiet pattern that is always the same for a listing. Decoration only. */
const HUES = [
  'fill-accent-soft text-accent',
  'fill-info-soft text-info',
  'fill-sunken text-muted',
  'fill-good-soft text-good',
];

export function ListingPicture({ seed, category }: { seed: string; category: string }) {
  const look = HUES[((hash(category) >>> 11) + (hash(seed) >>> 7)) % HUES.length] ?? HUES[0];
  const h = hash(seed);
  const circles = [0, 1, 2].map((i) => {
    const bits = (h >>> (i * 9)) & 0x1ff;
    return { cx: 20 + (bits & 7) * 17, cy: 14 + ((bits >> 3) & 7) * 9, r: 10 + ((bits >> 6) & 7) * 5 };
  });
  return (
    <svg
      viewBox="30 0 100 100"
      className={`block aspect-square w-full ${look}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect width="160" height="100" />
      {circles.map((c) => (
        <circle key={`${c.cx}-${c.cy}-${c.r}`} {...c} fill="currentColor" opacity="0.13" />
      ))}
      <circle
        cx="80"
        cy="50"
        r={18 + (h % 9)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        opacity="0.4"
      />
    </svg>
  );
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
