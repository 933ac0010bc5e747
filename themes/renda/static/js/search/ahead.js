// @ts-check
/** Where the address asks something, what its answer needs is fetched at once, not when one script after the other asks for it. */
{
  const { src, dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** @param {string} rel @param {string} href */
  const fetchAhead = (rel, href) => {
    const link = document.createElement("link");
    link.rel = rel;
    link.href = href;
    if (rel === "preload") [link.as, link.crossOrigin] = ["fetch", "anonymous"];
    document.head.append(link);
  };
  if (new URLSearchParams(location.search).get("q")?.trim()) {
    fetchAhead("preload", `${dataset.index}index.json`);
    for (const name of ["engine", "shards", "tokens", "rank", "snippets"]) {
      fetchAhead("modulepreload", new URL(`${name}.js`, src).href);
    }
  }
}
