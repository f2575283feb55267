// What the guest `python` calls in its host.

/** @type {string[]} */
export const heard = [];

/** @param {string} text */
export default function announced(text) {
  return heard.push(text);
}
