// Numbers as the tables show them. What was not measured is an empty cell.

/** Three significant digits, thousands apart. */
export function number(value) {
  if (value === undefined || Number.isNaN(value)) return '';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const nanoseconds = number;
export const ratio = number;
export const milliseconds = value => number(value === undefined ? undefined : value / 1e6);

/** @param {number | undefined} value in bytes; a megabyte is a million */
export const megabytes = value => number(value === undefined ? undefined : value / 1e6);
export const bytes = value => (value === undefined ? '' : value.toLocaleString('en'));

/**
 * @param {number | undefined} value
 * @param {{ atMost?: number, atLeast?: number }} bar
 */
export function verdict(value, { atMost = Infinity, atLeast = -Infinity }) {
  if (value === undefined) return '';
  return value <= atMost && value >= atLeast ? 'pass' : 'FAIL';
}
