interface Buffered {
  readonly slots: Map<string, Map<string, object>>;
  readonly maps: readonly Map<unknown, unknown>[];
  readonly lists: readonly unknown[][];
}

/** What a unit of work holds, as it is now; called, it is so again. Slots change in place, everything else is only added to. */
export function savepoint({ slots, maps, lists }: Buffered): () => void {
  const slotsBefore = [...slots].map(
    ([concept, of]) => [concept, [...of].map(([id, slot]) => [id, { ...slot }] as const)] as const,
  );
  const before = maps.map((map) => [...map]);
  const lengths = lists.map((list) => list.length);
  return () => {
    slots.clear();
    for (const [concept, of] of slotsBefore) slots.set(concept, new Map(of));
    for (const [i, map] of maps.entries()) {
      map.clear();
      for (const [key, value] of before[i] ?? []) map.set(key, value);
    }
    for (const [i, list] of lists.entries()) list.length = lengths[i] ?? 0;
  };
}
