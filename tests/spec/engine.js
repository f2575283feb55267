// What the running JavaScript engine can do with WebAssembly, found out by asking it.

/** @typedef {keyof typeof probes} Feature */

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const probes = {
  /** `(module (memory i64 0))` */
  memory64: Uint8Array.of(...header, 0x05, 0x03, 0x01, 0x04, 0x00),
  /** `(module (memory 0) (memory 0))` */
  multiMemory: Uint8Array.of(...header, 0x05, 0x05, 0x02, 0x00, 0x00, 0x00, 0x00),
  /** `(module (func try_table end))` */
  exceptions: Uint8Array.of(
    ...header,
    ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x1f, 0x40, 0x00, 0x0b, 0x0b],
  ),
};

/** @param {Feature} feature */
export function engineHas(feature) {
  return WebAssembly.validate(probes[feature]);
}
