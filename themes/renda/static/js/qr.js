// @ts-check
/** A QR code (ISO/IEC 18004) of a short text: bytes, level M, versions 1 to 13, always the third mask, which any reader takes. */

/** By version from 1: bytes of correction in a block, then how many blocks there are of how many bytes. */
const BLOCKS = [
  [10, 1, 16], [16, 1, 28], [26, 1, 44], [18, 2, 32], [24, 2, 43], [16, 4, 27], [18, 4, 31],
  [22, 2, 38, 2, 39], [22, 3, 36, 2, 37], [26, 4, 43, 1, 44], [30, 1, 50, 4, 51], [22, 6, 36, 2, 37], [22, 8, 37, 1, 38],
];
const FORMAT = 0b101111001111100; // level M, third mask, with its correction
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i++) {
  EXP[i] = EXP[i + 255] = value;
  LOG[value] = i;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}

/**
 * @param {number} version
 * @returns {number[]} how many bytes each block holds
 */
function sizes(version) {
  const [, ...runs] = BLOCKS[version - 1];
  return runs.flatMap((count, at) => (at % 2 ? [] : Array(count).fill(runs[at + 1])));
}

/**
 * @param {number[]} data
 * @param {number} length
 * @returns {number[]} the remainder by the polynomial of that length: the correction of a block
 */
function correction(data, length) {
  let divisor = [1];
  for (let i = 0; i < length; i++) {
    divisor = [...divisor, 0].map((one, at) => one ^ (at && divisor[at - 1] ? EXP[LOG[divisor[at - 1]] + i] : 0));
  }
  const rest = [...data, ...Array(length).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at];
    if (lead) divisor.forEach((one, i) => (rest[at + i] ^= EXP[LOG[one] + LOG[lead]]));
  }
  return rest.slice(data.length);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} version
 * @returns {number[]} all bytes of the code in the order in which they are drawn
 */
function codewords(bytes, version) {
  const held = sizes(version);
  const total = held.reduce((sum, one) => sum + one, 0);
  const bits = [0, 1, 0, 0];
  const push = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  push(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => push(byte, 8));
  push(0, Math.min(4, total * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const data = [];
  for (let i = 0; i < bits.length; i += 8) data.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let pad = 0xec; data.length < total; pad ^= 0xec ^ 0x11) data.push(pad);
  let start = 0;
  const blocks = held.map((size) => data.slice(start, (start += size)));
  const corrections = blocks.map((block) => correction(block, BLOCKS[version - 1][0]));
  return [...dealt(blocks), ...dealt(corrections)];
}

/**
 * @param {number[][]} blocks
 * @returns {number[]} the first of each, then the second of each
 */
function dealt(blocks) {
  const out = [];
  for (let i = 0; i < Math.max(...blocks.map((one) => one.length)); i++) {
    for (const block of blocks) if (i < block.length) out.push(block[i]);
  }
  return out;
}

/**
 * @param {string} text
 * @returns {boolean[][] | null} the dark modules, row by row; null for a text that is too long
 */
export function modules(text) {
  const bytes = new TextEncoder().encode(text);
  const room = (/** @type {number} */ version) => sizes(version).reduce((sum, one) => sum + one, 0) - (version < 10 ? 2 : 3);
  const version = BLOCKS.findIndex((_, at) => bytes.length <= room(at + 1)) + 1;
  if (!version) return null;
  const size = version * 4 + 17;
  /** @type {(boolean | null)[][]} */
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const put = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = dark;
  };
  for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]]) {
    for (let y = -1; y < 8; y++) {
      for (let x = -1; x < 8; x++) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        put(left + x, top + y, ring !== 2 && ring < 4);
      }
    }
  }
  const lines = version < 2 ? [] : version < 7 ? [6, size - 7] : [6, version * 2 + 8, size - 7];
  for (const middle of lines) {
    for (const across of lines) {
      if (grid[middle][across] !== null) continue; // a finder is there
      for (let y = -2; y < 3; y++) for (let x = -2; x < 3; x++) put(across + x, middle + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
    }
  }
  for (let i = 8; i < size - 8; i++) {
    put(i, 6, i % 2 === 0);
    put(6, i, i % 2 === 0);
  }
  for (let i = 0; i < 15; i++) {
    const dark = ((FORMAT >> i) & 1) === 1;
    put(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    put(i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
  }
  put(8, size - 8, true);
  if (version > 6) {
    let rest = version << 12;
    for (let i = 17; i > 11; i--) if ((rest >> i) & 1) rest ^= 0x1f25 << (i - 12);
    const told = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const dark = ((told >> i) & 1) === 1;
      put(size - 11 + (i % 3), Math.floor(i / 3), dark);
      put(Math.floor(i / 3), size - 11 + (i % 3), dark);
    }
  }
  const bits = codewords(bytes, version).flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => (byte >> i) & 1));
  let next = 0;
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (grid[y][x] === null) grid[y][x] = (bits[next++] === 1) !== (x % 3 === 0);
    }
  }
  return grid.map((row) => row.map(Boolean));
}

/**
 * @param {string} text
 * @returns {SVGSVGElement | null} the code as a drawing with the margin that readers want
 */
export function drawing(text) {
  const rows = modules(text);
  if (!rows) return null;
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  const path = document.createElementNS(name, "path");
  svg.setAttribute("viewBox", `-4 -4 ${rows.length + 8} ${rows.length + 8}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  path.setAttribute("d", rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join(""));
  svg.append(path);
  return svg;
}
