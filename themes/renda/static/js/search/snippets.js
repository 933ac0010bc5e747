// @ts-check
/** Text with what was found in it marked: pairs of text and whether it is marked, never markup. */

import { normalize } from "./tokens.js";

const BEFORE = 24;
const LENGTH = 96; // characters of a snippet
const WINDOW = 48;

/** @typedef {[string, boolean]} Run */

/**
 * `text` from one place to another with the needles (as `normalize` makes them) marked.
 * @param {string} text @param {string[]} needles @returns {Run[]}
 */
export function marked(text, needles) {
  const spans = find(text, needles);
  return cut(text, spans, 0, text.length);
}

/** The stretch of a text that holds most needles, in at most about `LENGTH` characters. @param {string} text @param {string[]} needles @returns {Run[]} */
export function snippet(text, needles) {
  const spans = find(text, needles);
  let best = 0;
  let most = 0;
  spans.forEach(([start], i) => {
    let held = 0;
    for (let k = i; k < spans.length && spans[k][1] - start <= WINDOW; k++) held += spans[k][1] - spans[k][0];
    if (held > most) [most, best] = [held, start];
  });
  const from = text.length <= LENGTH ? 0 : Math.max(0, Math.min(best - BEFORE, text.length - LENGTH));
  const start = whole(text, from);
  const end = whole(text, Math.min(text.length, start + LENGTH));
  const runs = cut(text, spans, start, end);
  if (start > 0) runs.unshift(["…", false]);
  if (end < text.length) runs.push(["…", false]);
  return runs;
}

/** Never between the halves of one character. @param {string} text @param {number} at */
function whole(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at;
}

/** Where needles stand, joined where they touch. @param {string} text @param {string[]} needles */
function find(text, needles) {
  let plain = "";
  const from = [];
  const to = [];
  let at = 0;
  for (const character of text) {
    const folded = normalize(character);
    for (let i = 0; i < folded.length; i++) {
      from.push(at);
      to.push(at + character.length);
    }
    plain += folded;
    at += character.length;
  }
  /** @type {[number, number][]} */
  const spans = [];
  for (const needle of needles) {
    for (let place = plain.indexOf(needle); needle && place >= 0; place = plain.indexOf(needle, place + 1)) {
      spans.push([from[place], to[place + needle.length - 1]]);
    }
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  /** @type {[number, number][]} */
  const joined = [];
  for (const span of spans) {
    const last = joined[joined.length - 1];
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push([...span]);
  }
  return joined;
}

/** @param {string} text @param {[number, number][]} spans @param {number} start @param {number} end @returns {Run[]} */
function cut(text, spans, start, end) {
  /** @type {Run[]} */
  const runs = [];
  let at = start;
  for (const [from, to] of spans) {
    if (to <= start || from >= end) continue;
    if (from > at) runs.push([text.slice(at, from), false]);
    runs.push([text.slice(Math.max(from, start), Math.min(to, end)), true]);
    at = Math.min(to, end);
  }
  if (at < end) runs.push([text.slice(at, end), false]);
  return runs;
}
