// The hash of a file's metadata. Its lower half stands for the object alone, and stays while the object is changed: that
// half is what C libraries show as the inode number. The upper half stands for its content too.

const secret = BigInt.asUintN(64, BigInt(Math.floor(Math.random() * 2 ** 52)) * 0x9e37_79b9_7f4a_7c15n);

/** @param {import('./handle.js').Stat} stat */
export function metadataHash({ device, inode, size, modified }) {
  const lower = mix(mix(secret ^ device) ^ inode);
  const upper = mix(mix(lower ^ size) ^ modified);
  return { lower, upper };
}

/**
 * The last step of the generator splitmix64: each bit of the result depends on all bits given.
 * @param {bigint} word
 */
function mix(word) {
  let mixed = BigInt.asUintN(64, word);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return mixed ^ (mixed >> 31n);
}
