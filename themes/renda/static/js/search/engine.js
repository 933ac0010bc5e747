// @ts-check
/** Searching an index from the page: which documents hold every token, which come near, the best first. */

import { TUNED, candidates, look, question, weight } from "./rank.js";
import { SearchError, Shards } from "./shards.js";
import { marked, snippet } from "./snippets.js";
import { queryFollowers, queryTokens } from "./tokens.js";

export { SearchError };

const FILTERS = /** @type {const} */ (["site", "under", "kind", "column", "year"]);
const LAWS = "=law:1"; // the list of all laws
const RANGE = 4096; // documents of one range of a long list (postings.py)
const AHEAD = 12; // range files fetched unasked
const VERIFIED = 30; // fragments looked at for the question as it stands
const NEAR = 200; // documents that come near, at most
const SECTIONS = 3;

/** @typedef {import("./shards.js").List} List */
/** @typedef {import("./rank.js").Candidate} Candidate */
/** @typedef {import("./snippets.js").Run} Run */
/** @typedef {{label: string, url: string, score: number, snippet: Run[]}} SectionHit */
/**
 * @typedef {{url: string, title: Run[], lang: string, past: string, site: string, siteName: string, kind: string, column: string, date: string, full: boolean, exact: boolean, score: number, snippet: Run[], sections: SectionHit[]}} Hit
 */
/**
 * What was found: how many documents hold every token (`complete` false when that is only what was seen so far; ask again
 * with `all`), how many come near, the first hits, and more of them.
 * @typedef {{total: number, complete: boolean, partial: number, hits: Hit[], more: (n: number) => Promise<Hit[]>}} Answer
 */
/** @typedef {{site?: string, under?: string, kind?: string, column?: string, year?: string | number, facets?: Record<string, string>, limit?: number, all?: boolean, signal?: AbortSignal}} Options */
/** A document in the queue: the chunks to look at, and what that gave. @typedef {{doc: number, chunks: Candidate[], full: boolean, seen: Seen | null}} Item */
/** @typedef {{rank: number, score: number, hit: Hit}} Seen */

/** The index below a URL that ends with "/". @param {string | URL} url */
export async function open(url) {
  const base = String(new URL(url, globalThis.location?.href));
  return new Index(base, await Shards.open(base));
}

class Index {
  /** @param {string} url @param {Shards} shards */
  constructor(url, shards) {
    this.url = url;
    this.shards = shards;
  }

  /** What it can be narrowed to: sites, kinds, columns, years. @returns {Promise<any>} */
  about() {
    return this.shards.about();
  }

  /** @param {string} text @param {Options} options @returns {Promise<Answer>} */
  async search(text, options = {}) {
    try {
      return await new Search(this.shards, text, options).run();
    } catch (error) {
      if (!(error instanceof SearchError) || error.kind === "offline") throw error;
      const fresh = await Shards.open(this.url); // the site may have been published anew, the index been damaged on its way
      if (JSON.stringify(fresh.head) === JSON.stringify(this.shards.head)) throw error;
      this.shards = fresh;
      return new Search(fresh, text, options).run();
    }
  }
}

class Search {
  /** @param {Shards} shards @param {string} text @param {Options} options */
  constructor(shards, text, options) {
    this.shards = shards;
    this.text = text;
    this.options = options;
    this.signal = options.signal;
    /** @type {Item[]} */
    this.queue = [];
    this.asked = question(text, new Map());
  }

  /** @returns {Promise<Answer>} */
  async run() {
    const tokens = queryTokens(this.text);
    const named = FILTERS.flatMap((name) => (this.options[name] ? [`=${name}:${this.options[name]}`] : []));
    const facets = Object.entries(this.options.facets ?? {}).map(([name, value]) => `=${name}:${value}`);
    const filters = [...named, ...facets];
    const lists = await Promise.all([...tokens, ...filters].map((token) => this.shards.list(token)));
    this.signal?.throwIfAborted();
    if (!tokens.length) return { total: 0, complete: true, partial: 0, hits: [], more: async () => [] };
    const { docs, complete } = await this.intersect(lists);
    const { chunks } = this.shards.head;
    const followers = queryFollowers(this.text);
    const words = tokens.map((token, i) => {
      return { list: lists[i], weight: lists[i].count ? weight(lists[i].count, chunks) : 0, followers: followers.get(token) ?? 0 };
    });
    this.asked = question(this.text, new Map(tokens.map((token, i) => [token, words[i].weight])));
    const full = inOrder(candidates(words, new Set(docs)), tokens.length);
    const limit = this.options.limit ?? 10;
    const narrow = lists.slice(tokens.length).map((list) => new Set(list.docs));
    const near = tokens.length > 1 && full.length < limit ? nearby(await this.ranked(words), new Set(docs), narrow) : [];
    this.queue = [...full, ...near];
    const total = lists.length === 1 ? lists[0].total : docs.length;
    const hits = await this.next(full.length ? Math.min(limit, full.length) : limit);
    return { total, complete, partial: near.length, hits, more: (n) => this.next(n) };
  }

  /**
   * Documents that all lists name. Ranges of long lists are fetched where the others leave few of them, or all are wanted;
   * otherwise only the best documents of a long list count, and the answer is not complete. The lists are replaced by what is known.
   * @param {List[]} lists
   */
  async intersect(lists) {
    let complete = true;
    const long = lists.filter((list) => list.ranges);
    let docs = common(lists.filter((list) => !list.ranges));
    if (long.length) {
      const last = Math.max(...long.map((list) => list.ranges?.length ?? 0)) - 1;
      const every = Array.from({ length: last + 1 }, (_, i) => last - i); // the newest first
      let wanted = docs ? [...new Set(docs.map((doc) => Math.floor(doc / RANGE)))].reverse() : every;
      if (!this.options.all && wanted.length * long.length > AHEAD) {
        wanted = long.length > 1 || docs ? wanted.slice(0, Math.floor(AHEAD / long.length)) : [];
        complete = lists.length === 1;
      }
      await Promise.all(lists.map(async (list, i) => {
        if (list.ranges) lists[i] = await this.filled(list, wanted);
      }));
      this.signal?.throwIfAborted();
      docs = common(lists);
    }
    return { docs: docs ?? [], complete };
  }

  /** Every chunk with a token. @param {{list: List, weight: number, followers: number}[]} words */
  async ranked(words) {
    return candidates(words, null, new Set((await this.shards.list(LAWS)).docs));
  }

  /** A long list with some of its ranges. @param {List} list @param {number[]} wanted @returns {Promise<List>} */
  async filled(list, wanted) {
    const names = wanted.map((range) => list.ranges?.[range]).filter((name) => name);
    if (!names.length) return list;
    const parts = await Promise.all(names.map((name) => this.shards.range(/** @type {string} */ (name))));
    return merged(list, parts);
  }

  /** The next hits of the queue. @param {number} n @returns {Promise<Hit[]>} */
  async next(n) {
    const full = this.queue.findIndex((item) => !item.full);
    const end = full < 0 ? this.queue.length : full;
    let window = end ? Math.min(n, end) : Math.max(n, Math.min(TUNED.close, this.queue.length));
    await this.look(this.queue.slice(0, window));
    const enough = () => this.queue.slice(0, window).filter((item) => item.seen && item.seen.rank > 1).length >= n;
    while (end && window < Math.min(end, VERIFIED) && !enough() && this.queue[window].chunks[0].held >= this.asked.weights.size) {
      const start = window;
      window = Math.min(window + n, end, VERIFIED);
      await this.look(this.queue.slice(start, window));
    }
    const seen = this.queue.slice(0, window).filter((item) => item.seen);
    seen.sort((a, b) => seenOf(b).rank - seenOf(a).rank || isPast(a) - isPast(b) || seenOf(b).score - seenOf(a).score || b.doc - a.doc);
    const hits = seen.slice(0, n);
    this.queue = [...seen.slice(n), ...this.queue.slice(window)];
    return hits.map((item) => seenOf(item).hit);
  }

  /** Fetch the text of documents and look at it. @param {Item[]} items */
  async look(items) {
    await Promise.all(items.filter((item) => !item.seen).map(async (item) => {
      const looks = await Promise.all(item.chunks.map(async (chunk) => {
        const fragment = await this.shards.fragment(chunk.doc, chunk.chunk);
        return { fragment, ...look(this.asked, fragment, chunk) };
      }));
      item.seen = this.seen(item, looks);
    }));
    this.signal?.throwIfAborted();
  }

  /** @param {Item} item @param {(ReturnType<typeof look> & {fragment: import("./shards.js").Fragment})[]} looks @returns {Seen} */
  seen(item, looks) {
    const rank = Math.max(...looks.map((one) => one.rank), item.full ? 1 : 0);
    looks.sort((a, b) => b.score - a.score);
    const { fragment, sections: [first] } = looks[0];
    const url = this.address(fragment);
    const needles = rank > 1 ? this.asked.parts : [...this.asked.weights.keys()];
    const sections = looks
      .flatMap((one) => one.sections.map((section) => ({ ...section, text: within(one.fragment.text, section) })))
      .filter((section) => section.anchor && section.held)
      .sort((a, b) => b.score - a.score)
      .filter((section, _, all) => section.score >= TUNED.alike * all[0].score)
      .slice(0, SECTIONS)
      .map(({ anchor, label, score, text }) => ({ label, url: `${url}#${encodeURIComponent(anchor)}`, score, snippet: snippet(text, needles) }));
    const { title, lang, past, site, siteName, kind, column, date } = fragment;
    const shown = { url, title: marked(title, needles), lang, past, site, siteName, kind, column, date, full: item.full, exact: rank > 1 && item.full };
    const hit = { ...shown, score: looks[0].score, snippet: first.anchor && sections.length ? [] : snippet(within(fragment.text, first), needles), sections };
    return { rank, score: looks[0].score, hit };
  }

  /** @param {import("./shards.js").Fragment} fragment */
  address({ origin, path }) {
    const local = path.split("/").map(encodeURIComponent).join("/");
    return origin && origin !== this.shards.head.origin ? origin + local : local;
  }
}

/** The text of a section after its label. @param {string} text @param {import("./shards.js").Section} section */
function within(text, { start, end, label }) {
  return text.slice(text.startsWith(label, start) ? start + label.length : start, end).trim();
}

/** @param {Item} item @returns {Seen} */
function seenOf(item) {
  return /** @type {Seen} */ (item.seen);
}

/** 1 for what holds no more, 0 for all else. @param {Item} item */
function isPast(item) {
  return Number(seenOf(item).hit.past !== "");
}

/** Documents that all lists name; null for no list. @param {List[]} lists @returns {number[] | null} */
function common(lists) {
  if (!lists.length) return null;
  const [first, ...rest] = [...lists].sort((a, b) => a.docs.length - b.docs.length);
  const sets = rest.map((list) => new Set(list.docs));
  return first.docs.filter((doc) => sets.every((set) => set.has(doc)));
}

/** A long list's head with some of its ranges, each document once. @param {List} head @param {List[]} parts @returns {List} */
function merged(head, parts) {
  /** @type {Map<number, [List, number]>} */
  const places = new Map();
  for (const list of [head, ...parts]) list.docs.forEach((doc, i) => places.set(doc, [list, i]));
  /** @type {List} */
  const all = { ...head, docs: [], titles: [], starts: [], chunks: [], impacts: [], followers: [] };
  for (const doc of [...places.keys()].sort((a, b) => a - b)) {
    const [list, i] = /** @type {[List, number]} */ (places.get(doc));
    all.docs.push(doc);
    all.titles.push(list.titles[i]);
    all.starts.push(all.chunks.length);
    for (let k = list.starts[i]; k < list.starts[i + 1]; k++) {
      all.chunks.push(list.chunks[k]);
      all.impacts.push(list.impacts[k]);
      all.followers.push(list.followers[k]);
    }
  }
  all.starts.push(all.chunks.length);
  return all;
}

/**
 * Documents with all tokens: those first in which they may stand as in the question, then those with all in the title, then those
 * with all in one chunk, then by value; of each its best chunk.
 * @param {Candidate[]} found @param {number} tokens @returns {Item[]}
 */
function inOrder(found, tokens) {
  /** @type {Map<number, Candidate>} */
  const docs = new Map();
  for (const candidate of found) {
    const known = docs.get(candidate.doc);
    if (!known || candidate.joined > known.joined || (candidate.joined === known.joined && candidate.held > known.held)) {
      docs.set(candidate.doc, candidate);
    }
  }
  /** @param {Candidate} candidate */
  const order = (candidate) => (candidate.joined >= tokens ? 4 : 0) + (candidate.covered ? 2 : 0) + (candidate.held >= tokens ? 1 : 0);
  return [...docs.values()]
    .sort((a, b) => order(b) - order(a) || b.value - a.value || b.doc - a.doc)
    .map((candidate) => ({ doc: candidate.doc, chunks: [candidate], full: true, seen: null }));
}

/**
 * Documents with some tokens, the best first; of the best chunks every one is looked at.
 * @param {Candidate[]} found @param {Set<number>} besides @param {Set<number>[]} narrow @returns {Item[]}
 */
function nearby(found, besides, narrow) {
  /** @type {Map<number, Item>} */
  const items = new Map();
  let looked = 0;
  for (const candidate of found) {
    if (besides.has(candidate.doc) || !narrow.every((set) => set.has(candidate.doc))) continue;
    const item = items.get(candidate.doc);
    if (item) {
      if (looked < TUNED.close) item.chunks.push(candidate);
    } else {
      if (items.size >= NEAR) break;
      items.set(candidate.doc, { doc: candidate.doc, chunks: [candidate], full: false, seen: null });
    }
    looked++;
  }
  return [...items.values()];
}
