// @ts-check
/** zlib's format taken apart where the browser cannot (RFC 1950, RFC 1951). */

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = Array.from({ length: 30 }, (_, i) => (i < 2 ? i : (2 + (i & 1)) << ((i >> 1) - 1)) + 1);
const DISTANCE_BITS = Array.from({ length: 30 }, (_, i) => (i < 2 ? 0 : (i >> 1) - 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15; // bits of a code

/** A Huffman code: by the next bits of the input a symbol << 4 | its length, 0 for none. @typedef {{table: Uint16Array, bits: number}} Code */

/** @returns {never} */
function fail() {
  throw new Error("not zlib's format, cut short or damaged");
}

/**
 * What was compressed.
 * @param {Uint8Array} data @returns {Uint8Array}
 * @throws {Error} it is not zlib's format, or not whole
 */
export function inflate(data) {
  const [method, flags] = data;
  if (data.length < 6 || (method & 15) !== 8 || method >> 4 > 7 || (method * 256 + flags) % 31 || flags & 32) fail();
  const reader = new Reader(data);
  for (let last = 0; !last; ) {
    last = reader.take(1);
    const kind = reader.take(2);
    if (kind === 0) reader.stored();
    else if (kind === 1) reader.coded(...FIXED);
    else if (kind === 2) reader.coded(...reader.codes());
    else fail();
  }
  const out = reader.out.subarray(0, reader.size);
  const at = reader.whole();
  if (at + 4 !== data.length || new DataView(data.buffer, data.byteOffset + at).getUint32(0) !== adler32(out)) fail();
  return out;
}

class Reader {
  /** @param {Uint8Array} data */
  constructor(data) {
    this.data = data;
    this.at = 2;
    this.held = 0; // bits read and not yet used, the next one lowest
    this.count = 0; // how many those are; beyond the end zeros are read, and found out by `whole` or by `need`
    this.out = new Uint8Array(Math.max(1024, data.length * 4));
    this.size = 0;
  }

  /** Have that many bits, at most 16. @param {number} bits */
  need(bits) {
    for (; this.count < bits; this.count += 8) {
      if (this.at > this.data.length + 2) fail();
      this.held |= (this.data[this.at++] ?? 0) << this.count;
    }
  }

  /** @param {number} bits at most 16 */
  take(bits) {
    this.need(bits);
    const value = this.held & ((1 << bits) - 1);
    this.held >>>= bits;
    this.count -= bits;
    return value;
  }

  /** Back to a byte's beginning; its place. */
  whole() {
    this.at -= this.count >> 3;
    this.held = this.count = 0;
    return this.at;
  }

  /** @param {Code} code */
  symbol(code) {
    this.need(code.bits);
    const entry = code.table[this.held & ((1 << code.bits) - 1)];
    if (!entry) fail();
    this.held >>>= entry & 15;
    this.count -= entry & 15;
    return entry >> 4;
  }

  /** @param {number} more */
  room(more) {
    if (this.size + more <= this.out.length) return;
    const wider = new Uint8Array(2 * (this.size + more));
    wider.set(this.out.subarray(0, this.size));
    this.out = wider;
  }

  /** A block of bytes as they are. */
  stored() {
    const at = this.whole();
    const [a, b, c, d] = this.data.subarray(at, at + 4);
    const length = a | (b << 8);
    if (at + 4 + length > this.data.length || (length ^ (c | (d << 8))) !== 0xffff) fail();
    this.room(length);
    this.out.set(this.data.subarray(at + 4, at + 4 + length), this.size);
    this.size += length;
    this.at = at + 4 + length;
  }

  /** The codes of a block that brings its own. @returns {[Code, Code]} */
  codes() {
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const given = this.take(4) + 4;
    if (literals > 286 || distances > 30) fail();
    const first = new Uint8Array(19);
    for (let i = 0; i < given; i++) first[ORDER[i]] = this.take(3);
    const code = codeOf(first, false);
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && !i) fail();
      const value = symbol === 16 ? lengths[i - 1] : 0;
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + times > lengths.length) fail();
      lengths.fill(value, i, (i += times));
    }
    if (!lengths[256]) fail();
    return [codeOf(lengths.subarray(0, literals), true), codeOf(lengths.subarray(literals), true)];
  }

  /** A block of literals and of references to what came before. @param {Code} literals @param {Code} distances */
  coded(literals, distances) {
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol < 256) {
        this.room(1);
        this.out[this.size++] = symbol;
        continue;
      }
      if (symbol === 256) return;
      if (symbol > 285) fail();
      const length = LENGTHS[symbol - 257] + this.take(LENGTH_BITS[symbol - 257]);
      const far = this.symbol(distances);
      if (far > 29) fail();
      const distance = DISTANCES[far] + this.take(DISTANCE_BITS[far]);
      if (distance > this.size) fail();
      this.room(length);
      for (const end = this.size + length; this.size < end; this.size++) this.out[this.size] = this.out[this.size - distance];
    }
  }
}

/** The code in which symbol i has `lengths[i]` bits. @param {Uint8Array} lengths @param {boolean} lone that one symbol, or none, may be all @returns {Code} */
function codeOf(lengths, lone) {
  const counts = new Uint16Array(LONGEST + 2);
  for (const length of lengths) if (length) counts[length]++;
  let bits = LONGEST;
  while (bits > 1 && !counts[bits]) bits--;
  const next = new Uint16Array(LONGEST + 2);
  let left = 1;
  for (let length = 1; length <= LONGEST; length++) {
    left = 2 * left - counts[length];
    if (left < 0) fail();
    next[length + 1] = (next[length] + counts[length]) << 1;
  }
  if (left && !(lone && bits === 1)) fail();
  const table = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (!length) return;
    let reversed = 0;
    for (let code = next[length]++, i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
    for (let i = reversed; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
  });
  return { table, bits };
}

/** @type {[Code, Code]} */
const FIXED = [
  codeOf(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)), true),
  codeOf(new Uint8Array(32).fill(5), true),
];

/** @param {Uint8Array} data */
function adler32(data) {
  let a = 1;
  let b = 0;
  for (let at = 0; at < data.length; ) {
    for (const end = Math.min(at + 3800, data.length); at < end; at++) b += a += data[at];
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}
