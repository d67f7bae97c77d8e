/** What is wrong with a tracking number before any carrier is asked; `undefined` if it may be one. */
export function trackingFault(number: string): string | undefined {
  const bare = number.replaceAll(/[\s.-]/g, '').toUpperCase();
  if (!/^[0-9A-Z]{4,36}$/.test(bare)) return 'a tracking number has 4 to 36 letters and digits';
  if (!/\d/.test(bare)) return 'a tracking number has digits in it';
  const postal = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(bare);
  if (postal && checkDigitS10(postal[1] ?? '') !== Number(postal[2]))
    return 'a digit is wrong: the check digit of this postal number does not fit';
  return undefined;
}

const WEIGHTS_S10 = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU standard S10, the number of registered and tracked post of all countries. */
function checkDigitS10(digits: string): number {
  const sum = WEIGHTS_S10.reduce((s, weight, i) => s + weight * Number(digits[i]), 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 0 : rest === 11 ? 5 : rest;
}
