// @ts-check
/** Draws what a search found. Texts come in pairs [text, marked] and stay text: nothing here makes markup of them. */

/**
 * @typedef {[string, boolean][]} Text
 * @typedef {{label: string, url: string, snippet: Text}} Section
 * @typedef {{site: string, kind: string, column: string, title: Text, lang: string, past: string, url: string, date: string, full: boolean, snippet: Text, sections: Section[]}} Hit
 * @typedef {{site: (id: string) => string, kind: (id: string) => string, column: (id: string) => string}} Names what ids are called; "" says nothing
 */

const PLACES = 2; // of a hit into which a link leads
const words = /** @type {HTMLElement | null} */ (document.querySelector('script[src$="/search/page.js"]'))?.dataset ?? {};

/** @param {string} key of what the page wants said @param {Record<string, string | number>} [values] */
export function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @type {Record<string, string>} what a cluster says instead of words that the index has */
const own = JSON.parse(words.own ?? "{}");

/** @param {string} word of ours that the index has: a kind, a state @returns {string} as the cluster says it */
export const ours = (word) => own[word] ?? word;

/** @param {string} tag @param {string} [className] @param {...(string | Node)} parts */
export function element(tag, className = "", ...parts) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...parts);
  return made;
}

/** @param {string} text @param {() => void} act */
export function button(text, act) {
  const made = /** @type {HTMLButtonElement} */ (element("button", "button", text));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** @param {string} url @param {...(string | Node)} parts a link, or plain text where the address leads to no page */
export function link(url, ...parts) {
  if (!/^(?:\/(?![/\\])|https?:\/\/)/i.test(url)) return element("span", "", ...parts);
  const made = /** @type {HTMLAnchorElement} */ (element("a", "", ...parts));
  made.href = url;
  return made;
}

/** @param {Text} text @returns {Node[]} */
function marked(text) {
  return text.map(([part, found]) => (found ? element("mark", "", part) : document.createTextNode(part)));
}

/** @param {Hit} hit @param {Names} names one line of the list of results */
export function draw(hit, names) {
  const title = element("h3", "", link(hit.url, ...marked(hit.title)));
  if (hit.lang) title.lang = hit.lang;
  const item = element("li", "hit", title);
  const facts = [ours(names.kind(hit.kind)), names.site(hit.site), ours(names.column(hit.column))].filter(Boolean);
  const line = element("p", "hit-facts", ...[...new Set(facts)].map((fact) => element("span", "", fact)));
  if (hit.past) line.prepend(element("b", "hit-past", ours(hit.past)));
  if (hit.date) {
    const time = /** @type {HTMLTimeElement} */ (element("time", "", hit.date));
    time.dateTime = hit.date;
    line.append(time);
  }
  if (line.childNodes.length) item.append(line);
  const [best] = hit.sections;
  const excerpt = hit.snippet.length || !best ? hit.snippet : best.snippet;
  if (excerpt.length) item.append(element("p", "snippet", ...marked(excerpt)));
  if (best) {
    const places = hit.sections.slice(0, PLACES).map(({ url, label }) => element("li", "", link(url, label)));
    item.append(element("ul", "hit-sections", ...places));
  }
  return item;
}
