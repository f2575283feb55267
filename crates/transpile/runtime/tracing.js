// `--tracing`: each call and its result on standard error.

/** @param {string} name @param {Record<string, unknown>} args */
export function traceCall(name, args) {
  const shown = Object.entries(args).map(([param, value]) => ` ${param}=${show(value)}`);
  console.error(`[${name}] call${shown.join('')}`);
}

/** @param {string} name @param {unknown} [result] */
export function traceReturn(name, result) {
  console.error(`[${name}] return${result === undefined ? '' : ` result=${show(result)}`}`);
}

/** @param {unknown} value @returns {string} */
function show(value) {
  if (typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return `[${value.length} elements]`;
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
}
