// The reader's search of Wangqun as a contender: the engine behind its page.
let index;

/** @param {{engine: string, base: string}} given */
export async function start(given) {
  const { open } = await import(given.engine);
  index = await open(given.base);
}

const key = (site, url) => `${site}/${new URL(url, location.href).pathname.split("/").slice(-2).map(decodeURIComponent).join("/")}`;

/** Hits best first, as the page shows them; with `whole` all there are. Articles in the order of the hits they stand in. */
export async function ask(text, { limit = 10, whole = false } = {}) {
  const answer = await index.search(text, { limit: whole ? 1e9 : limit, all: whole });
  return {
    hits: answer.hits.map((hit) => ({
      key: key(hit.site, hit.url),
      exact: hit.exact,
      labels: hit.sections.map((section) => section.label),
    })),
    articles: answer.articles?.map((article) => ({ key: key(article.site, article.url), label: article.label })),
  };
}
