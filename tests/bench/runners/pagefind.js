// Pagefind as a contender: its own script, its own defaults.
let pagefind, keys;

/** @param {{base: string, keys?: Record<string, string>}} given  `keys`: id of a result -> key of its page */
export async function start(given) {
  keys = given.keys ?? {};
  pagefind = await import(`${given.base}pagefind.js`);
}

/** Hits best first; with `shown` the first ten as Pagefind's own page shows them, else no more than their keys. */
export async function ask(text, { limit = Infinity, shown = false } = {}) {
  const { results } = await pagefind.search(text);
  if (shown) await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return { hits: results.slice(0, limit).map((result) => ({ key: keys[result.id] })) };
}
