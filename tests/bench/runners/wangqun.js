// The reader's search of Wangqun as a contender: the engine behind its page.
let index, tuned;

/** @param {{engine: string, base: string}} given */
export async function start(given) {
  const { open } = await import(given.engine);
  index = await open(given.base);
  ({ TUNED: tuned } = await import(new URL("rank.js", new URL(given.engine, location.href))));
}

/** Rank by other parameters from now on. @param {Record<string, number>} values @returns {Record<string, number>} those before */
export function tune(values) {
  const before = { ...tuned };
  Object.assign(tuned, values);
  return before;
}

/** `<site>/article/<slug>.html` of an address. */
const key = (site, url) => `${site}/${new URL(url, location.href).pathname.split("/").slice(-2).map(decodeURIComponent).join("/")}`;

/** Hits best first, as the page shows them, each with its sections; with `whole` all there are. */
export async function ask(text, { limit = 10, whole = false } = {}) {
  const answer = await index.search(text, { limit: whole ? 1e9 : limit, all: whole });
  return {
    hits: answer.hits.map((hit) => ({
      key: key(hit.site, hit.url),
      exact: hit.exact,
      sections: hit.sections.map(({ label, score }) => ({ label, score })),
    })),
  };
}
