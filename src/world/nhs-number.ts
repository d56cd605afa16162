const TEN_DIGITS = /^\d{10}$/

/**
 * The check digit of the first nine digits by modulus 11 (pds 2); undefined where it would be 10,
 * so that no valid number starts with them.
 */
export function checkDigit(nine: string): number | undefined {
  let sum = 0
  for (let at = 0; at < 9; at++) sum += Number(nine[at]) * (10 - at)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? undefined : check
}

/** True for ten digits whose last is the check digit of the others; the range does not matter (pds 2). */
export const isNhsNumber = (text: string): boolean =>
  TEN_DIGITS.test(text) && checkDigit(text.slice(0, 9)) === Number(text[9])
