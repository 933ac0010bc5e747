// @ts-check
/** The files of an index: fetched when they are needed, each once, and taken apart (docs/reference/search-files.md). */

const FORMAT = 2;
const NAME = 6;
const STREAMS = 3;
const GROUP = 64;
const TRIES = 2;
const WORDS = {
  offline: "网络断了，没有取到检索数据。请稍后再试。",
  missing: "检索数据不全，可能网站刚刚更新。请刷新页面再试。",
  damaged: "检索数据损坏，读不出来。请刷新页面再试。",
  unsupported: "这个浏览器太旧，不能在页面里检索。请从目录里查找。",
};

/** What went wrong, in words for the reader. */
export class SearchError extends Error {
  /** @param {"offline" | "missing" | "damaged" | "unsupported"} kind */
  constructor(kind) {
    super(WORDS[kind]);
    this.kind = kind;
  }
}

/**
 * Where a token stands: document numbers in rising order; of each whether its title holds it, and its chunks from
 * `starts[i]` to `starts[i + 1]` with impacts and the bits of the characters that follow the pair there. `total` documents and `count` chunks in all; `ranges` are the names of the
 * ranges of a list of which only the best documents are here, null otherwise.
 * @typedef {{docs: number[], titles: boolean[], starts: number[], chunks: number[], impacts: number[], followers: number[], total: number, count: number, ranges: string[] | null}} List
 */
/** @typedef {{anchor: string, label: string, start: number, end: number}} Section */
/**
 * @typedef {{title: string, path: string, origin: string, date: string, site: string, siteName: string, kind: string, column: string, law: boolean, lang: string, past: string, sections: Section[], text: string}} Fragment
 */

/** One index. Files stay in memory until the page goes. */
export class Shards {
  /** @param {string} url of its folder @param {any} head index.json */
  constructor(url, head) {
    this.url = url;
    this.head = head;
    /** @type {Map<string, Promise<any>>} */
    this.known = new Map();
  }

  /** @param {string} url */
  static async open(url) {
    const head = await fetched(new URL("index.json", url), "no-cache").then((answer) => answer.json()).catch(damaged);
    if (head?.format !== FORMAT || !head.shards?.length || !head.tables) throw new SearchError("damaged");
    return new Shards(url, head);
  }

  /** What the index can be narrowed to. @returns {Promise<any>} */
  about() {
    return this.once(this.head.about, (data) => JSON.parse(new TextDecoder().decode(data)));
  }

  /** The list of a token; an empty one when no document has it. @param {string} token @returns {Promise<List>} */
  async list(token) {
    const { bits, shards } = this.head;
    const number = bits ? hash(token) >>> (32 - bits) : 0;
    const group = await this.once(shards[Math.floor(number / GROUP)], asIs);
    const name = hex(group, (number % GROUP) * NAME);
    const shard = await this.once(name, async (data) => readShard(await inflate(data)));
    const found = shard.get(token);
    return found ? readList(found) : { docs: [], titles: [], starts: [0], chunks: [], impacts: [], followers: [], total: 0, count: 0, ranges: null };
  }

  /** One range of a long list, "" for an empty one. @param {string} name @returns {Promise<List>} */
  range(name) {
    return this.once(name, async (data) => {
      const bytes = await inflate(data);
      const at = { i: 0 };
      const lengths = [take(bytes, at), take(bytes, at), bytes.length];
      return readList({ streams: lengths.map((length) => bytes.subarray(at.i, (at.i += length))), tail: null });
    });
  }

  /** A chunk of a document with what a result shows of it. @param {number} doc @param {number} chunk @returns {Promise<Fragment>} */
  async fragment(doc, chunk) {
    const { block, tables } = this.head;
    const table = await this.once(tables[Math.floor(doc / block)], readTable);
    const name = table[doc % block]?.[chunk];
    if (!name) throw new SearchError("damaged");
    return this.once(name, async (data) => readFragment(await inflate(data)));
  }

  /** @template T @param {string} name @param {(data: Uint8Array) => T | Promise<T>} read @returns {Promise<T>} */
  once(name, read) {
    let found = this.known.get(name);
    if (!found) {
      found = this.load(name, read);
      this.known.set(name, found);
      found.catch(() => this.known.delete(name));
    }
    return found;
  }

  /** @template T @param {string} name @param {(data: Uint8Array) => T | Promise<T>} read @returns {Promise<T>} */
  async load(name, read) {
    if (!name) throw new SearchError("damaged");
    const held = this.head.held?.[name]; // a small index brings along what every question needs
    if (held) return Promise.resolve(held).then(bytes).then(read).catch(() => this.fetched(name, read));
    return this.fetched(name, read);
  }

  /** @template T @param {string} name @param {(data: Uint8Array) => T | Promise<T>} read @returns {Promise<T>} */
  fetched(name, read) {
    const url = new URL(`d/${name}`, this.url);
    /** @param {RequestCache} cache */
    const attempt = async (cache) => read(new Uint8Array(await (await fetched(url, cache)).arrayBuffer()));
    return attempt("default").catch((error) => {
      if (error instanceof SearchError && error.kind !== "damaged") throw error;
      return attempt("reload").catch(damaged); // the browser may have kept a damaged one
    });
  }
}

/** @param {URL} url @param {RequestCache} cache */
async function fetched(url, cache) {
  for (let left = TRIES; ; left--) {
    try {
      const answer = await fetch(url, { cache });
      if (!answer.ok) throw new SearchError("missing");
      return answer;
    } catch (error) {
      if (error instanceof SearchError) throw error;
      if (left <= 1) throw new SearchError("offline");
    }
  }
}

/** @param {unknown} error @returns {never} */
function damaged(error) {
  throw error instanceof SearchError ? error : new SearchError("damaged");
}

/** @param {string} text in base 64 */
function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} data */
function asIs(data) {
  return data;
}

/** @param {Uint8Array} data @returns {Promise<Uint8Array>} */
async function inflate(data) {
  if (typeof DecompressionStream === "undefined") return (await import("./inflate.js")).inflate(data);
  const stream = new Blob([/** @type {any} */ (data)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** As cutting.py's `shard_hash`. @param {string} token */
function hash(token) {
  let value = 2166136261;
  for (let i = 0; i < token.length; i++) value = Math.imul(value ^ token.charCodeAt(i), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** @param {Uint8Array} data @param {number} at */
function hex(data, at) {
  if (at + NAME > data.length) throw new SearchError("damaged");
  return Array.from(data.subarray(at, at + NAME), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} data @param {{i: number}} at */
function take(data, at) {
  let value = 0;
  for (let shift = 1; ; shift *= 128) {
    if (at.i >= data.length) throw new SearchError("damaged");
    const byte = data[at.i++];
    value += (byte & 127) * shift;
    if (byte < 128) return value;
  }
}

/**
 * The lists of a shard, not yet taken apart.
 * @param {Uint8Array} data
 */
function readShard(data) {
  const at = { i: 0 };
  const pairs = take(data, at);
  const words = take(data, at);
  const planes = at.i;
  /** @param {number} plane @param {number} i */
  const code = (plane, i) => (data[planes + plane * pairs + i] << 8) | data[planes + (plane + 1) * pairs + i];
  const tokens = [];
  for (let i = 0; i < pairs; i++) {
    const second = code(2, i);
    tokens.push(second ? String.fromCharCode(code(0, i), second) : String.fromCharCode(code(0, i)));
  }
  at.i += 4 * pairs;
  const decoder = new TextDecoder();
  for (let i = 0; i < words; i++) {
    const length = take(data, at);
    tokens.push(decoder.decode(data.subarray(at.i, at.i + length)));
    at.i += length;
  }
  const lengths = Array.from({ length: STREAMS * tokens.length }, () => take(data, at));
  const parts = lengths.map((length) => data.subarray(at.i, (at.i += length)));
  /** @type {Map<string, {streams: Uint8Array[], tail: {total: number, count: number, ranges: string[]} | null}>} */
  const found = new Map();
  tokens.forEach((token, i) => {
    const streams = Array.from({ length: STREAMS }, (_, stream) => parts[stream * tokens.length + i]);
    found.set(token, { streams, tail: null });
  });
  for (let left = take(data, at); left; left--) {
    const token = tokens[take(data, at)];
    const [total, count, ranges] = [take(data, at), take(data, at), take(data, at)];
    const names = Array.from({ length: ranges }, (_, i) => hex(data, at.i + i * NAME).replace(/^0+$/, ""));
    at.i += ranges * NAME;
    /** @type {any} */ (found.get(token)).tail = { total, count, ranges: names };
  }
  if (at.i !== data.length) throw new SearchError("damaged");
  return found;
}

/** @param {{streams: Uint8Array[], tail: {total: number, count: number, ranges: string[]} | null}} slice @returns {List} */
function readList({ streams: [documents, chunks, followers], tail }) {
  /** @type {List} */
  const list = { docs: [], titles: [], starts: [], chunks: [], impacts: [], followers: [], total: 0, count: 0, ranges: null };
  const at = { i: 0 };
  let place = 0;
  let doc = -1;
  while (at.i < documents.length) {
    const value = take(documents, at);
    doc += Math.floor(value / 2) + 1;
    list.docs.push(doc);
    list.titles.push(value % 2 === 1);
    list.starts.push(list.chunks.length);
    let chunk = -1;
    for (let byte = 0; byte < 128; ) {
      if (place >= chunks.length) throw new SearchError("damaged");
      byte = chunks[place++];
      if (byte === 15) {
        chunk += 15;
      } else {
        chunk += (byte & 15) + 1;
        list.chunks.push(chunk);
        list.impacts.push((byte >> 4) & 7);
        list.followers.push(followers[list.followers.length] ?? 0);
      }
    }
  }
  list.starts.push(list.chunks.length);
  list.total = tail ? tail.total : list.docs.length;
  list.count = tail ? tail.count : list.chunks.length;
  list.ranges = tail && tail.ranges;
  return list;
}

/** @param {Uint8Array} data */
function readTable(data) {
  const table = [];
  for (let at = 0; at < data.length; ) {
    const count = (data[at] << 8) | data[at + 1];
    at += 2;
    const names = [];
    for (let i = 0; i < count; i++, at += NAME) names.push(hex(data, at));
    table.push(names);
  }
  return table;
}

const ARTICLE = /第[〇零一二三四五六七八九十百千0-9]{1,9}条(?:之[一二三四五六七八九十]{1,3})?/y; // also in cutting.py

/** @param {Uint8Array} data @returns {Fragment} */
function readFragment(data) {
  const row = JSON.parse(new TextDecoder("gb18030", { fatal: true }).decode(data));
  const [title, path, origin, date, site, siteName, kind, column, law, marks, text, lang = "", past = ""] = row;
  const sections = [];
  const points = Array.from(/** @type {string} */ (text)); // the marks count characters
  const offsets = [0];
  for (const point of points) offsets.push(offsets[offsets.length - 1] + point.length);
  let place = 0;
  for (let i = 0; i < marks.length; i++) {
    place += marks[i];
    const start = offsets[place];
    ARTICLE.lastIndex = start;
    let anchor = ARTICLE.exec(text)?.[0] ?? "";
    let label = anchor;
    if (typeof marks[i + 1] === "string") {
      anchor = marks[++i];
      const named = marks[++i];
      label = typeof named === "number" ? points.slice(place, place + named).join("") : named;
    }
    if (!sections.length && start > 0) sections.push({ anchor: "", label: "", start: 0, end: start });
    if (sections.length) sections[sections.length - 1].end = start;
    sections.push({ anchor, label, start, end: text.length });
  }
  return { title, path, origin, date, site, siteName, kind, column, law: law === 1, lang, past, sections, text };
}
