// The strings that are passed around, by name; sizes are in bytes of UTF-8.

const units = {
  ascii: 'the quick brown fox jumps over the lazy dog; ',
  mixed: 'jañu € text, naïve café 😀 and plain words ',
  cyrillic: 'съешь же ещё этих мягких французских булок ',
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Not made of parts: what engines put together late would be paid for by the first who reads it. @param {string} s */
export const flat = s => decoder.decode(encoder.encode(s));

/** A flat string of `size` bytes; what the last whole unit leaves open is filled with full stops. */
function filled(unit, size) {
  const { length } = encoder.encode(unit);
  const count = Math.floor(size / length);
  return flat(unit.repeat(count) + '.'.repeat(size - count * length));
}

/** Four short strings in turn, so that no engine can keep the one that it has seen. */
const short = {
  ascii: ['bench-08', 'hello-01', 'worlds-2', 'abcdefgh'],
  mixed: ['né€ab', 'éa€bc', '€éxyz', 'zé€12'],
};

const KB = 1024;
const MB = 1024 * KB;

/** Each text is an array of four, to be indexed with `i & 3`. */
export const texts = {
  '8 B ascii': short.ascii,
  '8 B mixed': short.mixed,
  '1 KB ascii': four(filled(units.ascii, KB)),
  '1 KB mixed': four(filled(units.mixed, KB)),
  '1 KB cyrillic': four(filled(units.cyrillic, KB)),
  '1 MB ascii': four(filled(units.ascii, MB)),
  '1 MB mixed': four(filled(units.mixed, MB)),
};

/** @param {string} s */
function four(s) {
  return [s, s, s, s];
}
