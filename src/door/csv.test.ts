import { expect, test } from 'vitest';
import { csvResponse } from './csv.ts';

test('a cell that a spreadsheet would run is text, a number with a sign stays a number', async () => {
  const rows = ['=1+1', '@SUM(A1)', '-cmd', '+49 30 1234', '-12.50', 'tea; "green"'].map((a) => ({ a }));
  const text = await csvResponse(['a'], rows, 'x.csv').text();
  expect(text.split('\r\n').slice(1, -1)).toEqual([
    "'=1+1",
    "'@SUM(A1)",
    "'-cmd",
    '+49 30 1234',
    '-12.50',
    '"tea; ""green"""',
  ]);
});
