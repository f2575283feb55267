// A line of arguments as a shell reads it: words, quotes, backslashes.

/**
 * @param {string} line
 * @returns {string[]}
 */
export function splitArguments(line) {
  const words = line.matchAll(/((?:\\[^]|'[^']*'?|"(?:\\[^]|[^"\\])*"?|[^\s\\'"])+)/g);
  return Array.from(words, ([word]) => word.replace(/\\([^])|'([^']*)'?|"((?:\\[^]|[^"\\])*)"?/g, unquoted));
}

/**
 * @param {string} _
 * @param {string | undefined} letter behind a backslash
 * @param {string | undefined} single
 * @param {string | undefined} double
 */
const unquoted = (_, letter, single, double) => letter ?? single ?? (double ?? '').replace(/\\(["\\$`])/g, '$1');

/**
 * @param {string} lines `NAME=value`, one in each
 * @returns {Record<string, string>}
 */
export function environmentOf(lines) {
  const entries = lines.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(entries.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1)]));
}
