// Which failures are known. `expectations.json` names each with the reason; a run may have no others, and none of
// these may pass unnoticed.

import { readFileSync } from 'node:fs';

import { engineHas } from './engine.js';

/** @typedef {import('./scripts.js').Claim} Claim */

/**
 * @typedef {object} Expectation
 * @property {string[]} in the ends of scripts' paths, or with a trailing slash folders anywhere in them
 * @property {string[]} [codes] the errors of jco that it is about
 * @property {string} [type] the type of the commands
 * @property {string} [text] what the commands' text contains
 * @property {number[]} [lines] the lines of the commands
 * @property {import('./engine.js').Feature} [lacks] only on engines without this feature
 * @property {string} because
 */

/** @typedef {'passed' | 'unsupported' | 'expected' | 'blocked' | 'unexpected'} Verdict */

/**
 * @returns {{ unsupported: Expectation[], failures: Expectation[] }} `unsupported`: whole features, which jco refuses
 *   with a code; `failures`: single commands
 */
export function loadExpectations() {
  return JSON.parse(readFileSync(new URL('./expectations.json', import.meta.url), 'utf8'));
}

/**
 * @param {Claim[]} claims of all scripts
 * @param {ReturnType<typeof loadExpectations>} expectations
 * @returns {{ verdicts: Verdict[], stale: string[] }} each claim's verdict, and the expectations that do not hold
 */
export function judge(claims, { unsupported, failures }) {
  const active = failures.filter(({ lacks }) => lacks === undefined || !engineHas(lacks));
  const verdicts = claims.map((claim) => verdictOf(claim, unsupported, active));
  const accepted = unsupported.filter((entry) => isStaleFeature(entry, claims));
  const stale = accepted.map((entry) => `nothing is refused: ${show(entry)}`);
  return { verdicts, stale: [...stale, ...active.flatMap((entry) => staleFailures(entry, claims))] };
}

/**
 * @param {Claim} claim
 * @param {Expectation[]} unsupported
 * @param {Expectation[]} failures
 * @returns {Verdict}
 */
function verdictOf(claim, unsupported, failures) {
  if (claim.outcome.status !== 'failed') return claim.outcome.status;
  if (unsupported.some((entry) => selects(entry, claim) && hasCode(entry, claim))) return 'unsupported';
  return failures.some((entry) => selects(entry, claim)) ? 'expected' : 'unexpected';
}

/**
 * @param {Expectation} entry
 * @param {Claim[]} claims
 */
function isStaleFeature(entry, claims) {
  const selected = claims.filter((claim) => isIn(entry, claim.file));
  return selected.length > 0 && !selected.some((claim) => hasCode(entry, claim));
}

/**
 * @param {Expectation} entry
 * @param {Claim[]} claims
 */
function staleFailures(entry, claims) {
  if (!claims.some((claim) => isIn(entry, claim.file))) return [];
  const selected = claims.filter((claim) => selects(entry, claim));
  if (selected.length === 0) return [`no such command: ${show(entry)}`];
  const passed = selected.filter((claim) => claim.outcome.status === 'passed');
  return passed.map((claim) => `${claim.file}:${claim.line} passes, but is expected to fail: ${show(entry)}`);
}

/**
 * @param {Expectation} entry
 * @param {Claim} claim
 */
function selects(entry, claim) {
  if (!isIn(entry, claim.file)) return false;
  if (entry.type !== undefined && entry.type !== claim.type) return false;
  if (entry.text !== undefined && !claim.text?.includes(entry.text)) return false;
  return entry.lines === undefined || entry.lines.includes(claim.line);
}

/**
 * @param {Expectation} entry
 * @param {string} file
 */
function isIn(entry, file) {
  return entry.in.some((place) => (place.endsWith('/') ? file.includes(`/${place}`) : file.endsWith(`/${place}`)));
}

/**
 * @param {Expectation} entry
 * @param {Claim} claim
 */
function hasCode(entry, { outcome }) {
  return outcome.code !== undefined && entry.codes?.includes(outcome.code);
}

/** @param {Expectation} entry */
function show(entry) {
  return JSON.stringify(entry);
}
