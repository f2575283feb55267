// wasi:clocks/timezone: the host's own time zone.

/** @typedef {import('./datetime.js').Datetime} Datetime */

/** @param {Datetime} when */
export const utcOffset = (when) => offset(date(when));

/** @param {Datetime} when */
export function display(when) {
  const at = date(when);
  return { utcOffset: offset(at), name: name(at), inDaylightSavingTime: offset(at) > standardOffset(at.getFullYear()) };
}

/** @param {Datetime} when */
function date({ seconds, nanoseconds }) {
  const at = new Date(Number(seconds) * 1000 + nanoseconds / 1e6);
  // Beyond what a Date can say (the year 275760) no offset is known: any moment will do.
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}

/**
 * Seconds east of UTC.
 * @param {Date} at
 */
const offset = (at) => at.getTimezoneOffset() * -60;

/** @param {number} year */
const standardOffset = (year) => Math.min(offset(new Date(year, 0, 1)), offset(new Date(year, 6, 1)));

/** @param {Date} at */
function name(at) {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
