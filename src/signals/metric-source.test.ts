import { expect, it, vi } from 'vitest';
import { askedOnce, type MetricSource } from './metric-source.ts';

it('the rates of a party in a role are worked out once for each moment', async () => {
  const assess = vi.fn<MetricSource['assess']>(() => Promise.resolve([]));
  const once = askedOnce({ assess, measure: vi.fn(), project: vi.fn() });
  const party = 'pty_1' as never;
  const asked = [once.assess({ subject: 'seller', party }, 1), once.assess({ subject: 'seller', party }, 1)];
  expect(await Promise.all(asked)).toEqual([[], []]);
  expect(assess).toHaveBeenCalledTimes(1);
  await once.assess({ subject: 'buyer', party }, 1);
  await once.assess({ subject: 'seller', party }, 2);
  await once.assess({ subject: 'seller', party: 'pty_2' as never }, 1);
  expect(assess).toHaveBeenCalledTimes(4);
});
