// Cuts text into tokens exactly as plugins/wangqun/search/tokens.py does (tests/vectors/tokens.json).

const HAN = String.raw`\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}`;
const UNSEEN =
  /[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const LETTER = String.raw`(?![${HAN}])[\p{L}\p{N}]`;
const MARK = String.raw`(?![\u{10000}-\u{10ffff}])\p{M}`;
const RUNS = new RegExp(`([${HAN}]+)|${LETTER}(?:${LETTER}|${MARK})*`, 'gu');
const DIGITS = '〇一二三四五六七八九零两';
const POWERS = new Map([['十', 10], ['百', 100], ['千', 1000], ['万', 1e4]]);
const NUMBERED = new RegExp(`第(?: *([0-9]{1,9}) *|([${DIGITS}十百千万]{1,12}))([条章节款项届次号])`, 'g');

/** @type {Map<string, string>} */
const folded = new Map(); // what stands between Han is mostly the same few marks

/** NFKC, case folded, without characters that nobody sees. @param {string} text @returns {string} */
export function normalize(text) {
  return text.replace(/[^\u4e00-\u9fff]+/g, (piece) => {
    let plain = folded.get(piece);
    if (plain === undefined) {
      plain = fold(piece);
      if (piece.length < 4 && folded.size < 1000) folded.set(piece, plain);
    }
    return plain;
  });
}

/** @param {string} text */
function fold(text) {
  const shown = text.replace(UNSEEN, '').replaceAll('○', '〇').replaceAll('ẞ', 'ß').normalize('NFKC');
  return shown.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/**
 * Everything by which a text is found, in order: Han by character and by pair, other words whole, and numbered forms
 * (第十二条) besides as their canonical one (第12条).
 * @param {string} text
 * @returns {string[]}
 */
export function documentTokens(text) {
  const plain = normalize(text);
  const canonical = new Map([...numbered(plain)].map(([start, , form]) => [start, form]));
  const tokens = [];
  for (const run of plain.matchAll(RUNS)) {
    if (!run[1]) {
      tokens.push(run[0]);
      continue;
    }
    const han = [...run[1]];
    let at = run.index;
    for (let i = 0; i < han.length; at += han[i++].length) {
      tokens.push(han[i]);
      if (i + 1 < han.length) tokens.push(han[i] + han[i + 1]);
      if (canonical.has(at)) tokens.push(canonical.get(at));
    }
  }
  return tokens;
}

/**
 * What a document must hold to answer a query, each once, in order.
 * @param {string} text
 * @returns {string[]}
 */
export function queryTokens(text) {
  const plain = normalize(text);
  const found = new Set();
  let end = 0;
  for (const [start, stop, form] of numbered(plain)) {
    cut(plain.slice(end, start), found);
    found.add(form);
    end = stop;
  }
  cut(plain.slice(end), found);
  return [...found];
}

/**
 * The pairs of Han of a query that another character of Han follows: their bits, as count_tokens in tokens.py sets them.
 * @param {string} text
 * @returns {Map<string, number>}
 */
export function queryFollowers(text) {
  const plain = normalize(text);
  const found = new Map();
  let end = 0;
  for (const [start, stop] of [...numbered(plain), [plain.length, 0]]) {
    for (const run of plain.slice(end, start).matchAll(RUNS)) {
      const han = run[1] ? [...run[1]] : [];
      for (let i = 2; i < han.length; i++) {
        const pair = han[i - 2] + han[i - 1];
        if (pair.length === 2) found.set(pair, (found.get(pair) ?? 0) | followerBit(han[i]));
      }
    }
    end = stop;
  }
  return found;
}

/** @param {string} character */
function followerBit(character) {
  return 1 << (((/** @type {number} */ (character.codePointAt(0)) * 0x79b1) >>> 13) & 7);
}

function cut(plain, found) {
  for (const run of plain.matchAll(RUNS)) {
    const han = run[1] ? [...run[1]] : [];
    if (han.length < 2) found.add(run[0]);
    for (let i = 1; i < han.length; i++) found.add(han[i - 1] + han[i]);
  }
}

/** Start, end and canonical form of spans like 第十二条. */
function* numbered(plain) {
  for (const span of plain.matchAll(NUMBERED)) {
    const value = span[1] ? Number(span[1]) : numeral(span[2]);
    if (value !== null) yield [span.index, span.index + span[0].length, `第${value}${span[3]}`];
  }
}

function numeral(written) {
  const characters = [...written];
  if (!characters.some((character) => POWERS.has(character))) return Number(characters.map(digitOf).join(''));
  const mark = written.lastIndexOf('万');
  if (mark < 0) return belowMyriad(written);
  const above = belowMyriad(written.slice(0, mark));
  const below = mark + 1 < written.length ? belowMyriad(written.slice(mark + 1)) : 0;
  return above === null || below === null ? null : above * 1e4 + below;
}

function belowMyriad(written) {
  let total = 0;
  let limit = 1e4;
  let digit = null;
  for (const character of written) {
    const power = POWERS.get(character);
    if (power) {
      if (power >= limit || (digit === null && power !== 10) || digit === 0) return null;
      total += (digit ?? 1) * power;
      limit = power;
      digit = null;
    } else if (digit) return null;
    else digit = digitOf(character);
  }
  if ((digit && limit === 1) || !written) return null;
  return total + (digit ?? 0);
}

function digitOf(character) {
  const place = DIGITS.indexOf(character);
  return place < 10 ? place : place === 10 ? 0 : 2;
}
