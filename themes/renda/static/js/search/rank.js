// @ts-check
/** How good an answer is: BM25 from what the index ships, then a close look at the text (docs/decisions/0022). Tuned by tests/bench/tune.py. */

import { documentTokens, normalize } from "./tokens.js";

export const TUNED = {
  title: 1.2, // of a title that holds the whole question, beside its text
  titlePower: 2, // how fast that falls when the title holds less
  chunk: 0.6, // of a chunk's score beside that of its best section
  lone: 0.5, // of a single character beside a pair
  law: 1.45, // of a law above all other titles
  k1: 0.6,
  b: 0.7,
  usual: 130, // characters of a section
  rarer: 0.5, // added to the weight of a pair of Han: fewer sections hold it than chunks
  beside: 0.05, // of the scores of the sections before and after
  close: 10, // fragments looked at when a document may only come near
  alike: 0.8, // of the best section's score: what another must have to be shown too
};
const HAN = /^\p{Script=Han}{1,2}$/u;
const STEP = 0.375; // what one step of a token's impact in a chunk counts

/** @typedef {import("./shards.js").List} List */
/** @typedef {import("./shards.js").Fragment} Fragment */
/**
 * `held` tokens stand in the chunk, `joined` of them before the characters that follow them in the question, as far as bits tell.
 * @typedef {{doc: number, chunk: number, value: number, score: number, title: number, covered: boolean, held: number, joined: number}} Candidate
 */

/** BM25's weight of a token that stands in `count` of all chunks. @param {number} count @param {number} chunks */
export function weight(count, chunks) {
  return Math.log(1 + (Math.max(chunks, count) - count + 0.5) / (count + 0.5));
}

/**
 * Every chunk that holds a token, of the documents in `among` when that is given; `laws` count more. Best first, the newest first
 * among equals. `followers` are the bits of what follows a token in the question.
 * @param {{list: List, weight: number, followers: number}[]} tokens @param {Set<number> | null} among @param {Set<number>} [laws] @returns {Candidate[]}
 */
export function candidates(tokens, among, laws = new Set()) {
  let all = 0;
  /** @type {Map<number, number>} */
  const titles = new Map();
  /** @type {Map<number, Candidate>} */
  const found = new Map();
  for (const { list, weight: w, followers } of tokens) {
    if (list.count) all += w;
    for (let i = 0; i < list.docs.length; i++) {
      const doc = list.docs[i];
      if (among && !among.has(doc)) continue;
      if (list.titles[i]) titles.set(doc, (titles.get(doc) ?? 0) + w);
      for (let k = list.starts[i]; k < list.starts[i + 1]; k++) {
        const key = doc * 65536 + list.chunks[k];
        const score = w * STEP * (list.impacts[k] + 0.5);
        const joined = Number((list.followers[k] & followers) === followers);
        const known = found.get(key);
        if (known) {
          known.score += score;
          known.held++;
          known.joined += joined;
        } else {
          found.set(key, { doc, chunk: list.chunks[k], value: 0, score, title: 0, covered: false, held: 1, joined });
        }
      }
    }
  }
  const list = [...found.values()];
  for (const candidate of list) {
    const covered = (titles.get(candidate.doc) ?? 0) / (all || 1);
    candidate.title = TUNED.title * all * covered ** TUNED.titlePower;
    candidate.covered = covered > 0.999;
    candidate.value = candidate.score * (laws.has(candidate.doc) ? TUNED.law : 1) + candidate.title;
  }
  return list.sort((a, b) => b.value - a.value || b.doc - a.doc || a.chunk - b.chunk);
}

/**
 * A question made ready to be held against text: `parts` are what stands between spaces; the weights of its pairs and single
 * characters of Han, of other words, and of the characters of its pairs.
 * @param {string} text @param {Map<string, number>} weights
 */
export function question(text, weights) {
  const parts = normalize(text).split(/\s+/u).filter(Boolean);
  /** @type {Map<string, number>} */
  const lone = new Map();
  /** @type {Map<string, number>} */
  const pairs = new Map();
  /** @type {Map<string, number>} */
  const words = new Map();
  for (const [token, w] of weights) (HAN.test(token) ? pairs : words).set(token, w && w + TUNED.rarer);
  for (const [token, w] of pairs) {
    if (!w) continue; // a pair that stands nowhere tells nothing of its characters
    for (const character of token) lone.set(character, Math.min(lone.get(character) ?? Infinity, w * TUNED.lone));
  }
  for (const token of pairs.keys()) lone.delete(token);
  return { parts, weights, pairs, words, lone };
}
/** @typedef {ReturnType<typeof question>} Question */

/**
 * A fragment looked at closely: `rank` is 4 when its title is the question, 3 when the title holds every part of it as it
 * stands, 2 when the text does, 1 when the title is but one character off, 0 otherwise; `sections` with their scores and
 * whether they hold anything asked for, best first.
 * @param {Question} asked @param {Fragment} fragment @param {Candidate} candidate
 */
export function look(asked, fragment, candidate) {
  const title = normalize(fragment.title).trim();
  const text = normalize(fragment.text);
  let rank = 0;
  if (asked.parts.every((part) => title.includes(part))) rank = title === asked.parts.join(" ") ? 4 : 3;
  else if (asked.parts.every((part) => text.includes(part))) rank = 2;
  else if (isNear(title, asked.parts.join(""))) rank = 1;
  const whole = { anchor: "", label: "", start: 0, end: fragment.text.length };
  const parts = fragment.sections.length ? fragment.sections : [whole];
  const own = parts.map(({ start, end }) => sectionScore(asked, fragment.text.slice(start, end)));
  const factor = fragment.law ? TUNED.law : 1;
  const sections = parts
    .map((part, i) => {
      const beside = (own[i - 1] ?? 0) + (own[i + 1] ?? 0);
      return { ...part, held: own[i] > 0, score: factor * (own[i] + TUNED.beside * beside + TUNED.chunk * candidate.score) };
    })
    .sort((a, b) => b.score - a.score || a.start - b.start);
  return { rank, sections, score: sections[0].score + candidate.title };
}

/** BM25 of one section. @param {Question} asked @param {string} text */
function sectionScore(asked, text) {
  const scale = TUNED.k1 * (1 - TUNED.b + (TUNED.b * text.length) / TUNED.usual);
  const plain = normalize(text);
  let score = 0;
  /** @param {number} count @param {number} w */
  const add = (count, w) => {
    if (count) score += (w * (TUNED.k1 + 1) * count) / (count + scale);
  };
  for (const [token, w] of [...asked.pairs, ...asked.lone]) add(occurrences(plain, token), w);
  if (asked.words.size) {
    const tokens = documentTokens(plain);
    for (const [token, w] of asked.words) add(tokens.filter((one) => one === token).length, w);
  }
  return score;
}

/** @param {string} text @param {string} token */
function occurrences(text, token) {
  let count = 0;
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) count++;
  return count;
}

/** True when a text holds another with one character replaced, missing or too many. @param {string} text @param {string} wanted */
function isNear(text, wanted) {
  if (wanted.length < 3) return false;
  for (let at = 0; at < text.length; at++) {
    let i = 0;
    while (i < wanted.length && text[at + i] === wanted[i]) i++;
    if (i === 0 && text[at + 1] !== wanted[1]) continue;
    const rest = [wanted.slice(i + 1), wanted.slice(i), wanted.slice(i + 1)];
    if (text.startsWith(rest[0], at + i + 1) || text.startsWith(rest[1], at + i + 1) || text.startsWith(rest[2], at + i)) return true;
  }
  return false;
}
