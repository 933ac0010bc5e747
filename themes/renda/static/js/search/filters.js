// @ts-check
/** Narrows a search: one select for each thing in which the results can differ. */

import { element, ours, say } from "./results.js";

/**
 * @typedef {{id: string, name: string, level: string, parent: string | null}} Site
 * @typedef {{id: string, title: string}} Named
 * @typedef {{id: string, title?: string}} Value a word has no other title
 * @typedef {{id: string, title: string, values: Value[]}} Facet by which pieces of a kind are told apart
 * @typedef {Named & {facets?: Facet[]}} Kind
 * @typedef {{sites: Site[], kinds: Kind[], columns: Named[], years: (number | string)[]}} About
 * @typedef {[value: string, title: string][]} Choices
 * @typedef {[key: string, title: string, all: string, choices: Choices]} Row
 */

const KEYS = ["in", "kind", "column", "year"];
/** What the boxes are filled with. @type {WeakMap<HTMLElement, About>} */
const known = new WeakMap();

/** @param {About} about @returns {string[]} what the address calls each filter */
export function keys(about) {
  return [...new Set([...KEYS, ...about.kinds.flatMap(facets).map(({ id }) => id)])];
}

/** @param {Kind} kind @returns {Facet[]} those whose name is no other filter's */
function facets(kind) {
  return (kind.facets ?? []).filter(({ id }) => !KEYS.includes(id) && id !== "q");
}

/** @param {About} about @param {string} here the site whose page this is @returns {Choices} sites on their tree, with and without those below */
function places(about, here) {
  const known = new Set(about.sites.map((site) => site.id));
  /** @param {string | null} parent */
  const below = (parent) => about.sites.filter((site) => (known.has(site.parent ?? "") ? site.parent : null) === parent);
  /** @type {Choices} */
  const found = [];
  /** @param {Site} site @param {number} depth */
  const add = (site, depth) => {
    const space = "　".repeat(depth);
    const inner = below(site.id);
    const own = site.id === here ? say("here", { name: site.name }) : site.name;
    if (inner.length && depth) found.push([`under:${site.id}`, space + say("below", { name: site.name })]);
    found.push([`site:${site.id}`, inner.length && depth ? `${space}　${say("only", { name: own })}` : space + own]);
    for (const child of inner) add(child, depth + 1);
  };
  for (const site of below(null)) add(site, 0);
  return found;
}

/** @param {Row[]} rows @returns {HTMLElement[]} a select for each in which there is more than one choice */
function selects(rows) {
  return rows
    .filter(([, , , choices]) => choices.length > 1)
    .map(([key, title, all, choices]) => {
      const select = /** @type {HTMLSelectElement} */ (element("select"));
      select.name = key;
      for (const [value, text] of [["", all], ...choices]) select.append(new Option(text, value));
      return element("label", "", title, select);
    });
}

/**
 * Fill `box` with the selects, those with more than one choice.
 * @param {HTMLElement} box @param {About} about @param {string} here @param {() => void} changed
 */
export function build(box, about, here, changed) {
  known.set(box, about);
  const labels = selects([
    ["in", say("in"), say("allSites"), about.sites.length > 1 ? places(about, here) : []],
    ["kind", say("kind"), say("any"), about.kinds.map(({ id, title }) => [id, ours(title)])],
    ["column", say("column"), say("any"), about.columns.map(({ id, title }) => [id, ours(title)])],
    ["year", say("year"), say("any"), about.years.map((year) => [String(year), say("ofYear", { year })])],
  ]);
  box.replaceChildren(...labels);
  offer(box);
  if (!box.children.length) box.parentElement?.remove(); // nothing to choose between
  box.addEventListener("change", (event) => {
    if (/** @type {HTMLSelectElement} */ (event.target).name === "kind") offer(box);
    count(box);
    changed();
  });
}

/** After the other selects those of the chosen kind, or of the only one there is. @param {HTMLElement} box */
function offer(box) {
  const { kinds = [] } = known.get(box) ?? {};
  const chosen = /** @type {HTMLSelectElement | null} */ (box.querySelector("select[name=kind]"));
  const kind = kinds.find(({ id }) => !chosen || id === chosen.value);
  for (const select of box.querySelectorAll("select")) if (!KEYS.includes(select.name)) select.parentElement?.remove();
  /** @type {Row[]} */
  const rows = (kind ? facets(kind) : []).map(({ id, title, values }) => [
    id,
    ours(title),
    say("any"),
    values.map((value) => [value.id, ours(value.title ?? value.id)]),
  ]);
  box.append(...selects(rows));
}

/** @param {HTMLElement} box @param {URLSearchParams} asked choose what an address asks for, the kind before what is its own */
export function choose(box, asked) {
  const set = (/** @type {HTMLSelectElement} */ select) => {
    const wanted = asked.get(select.name) ?? "";
    select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    if (select.value) box.closest("details")?.setAttribute("open", "");
  };
  box.querySelectorAll("select").forEach(set);
  offer(box);
  box.querySelectorAll("select").forEach(set);
  count(box);
}

/** Says how many filters are chosen, where the box is folded. @param {HTMLElement} box */
function count(box) {
  const [said, n] = [box.closest("details")?.querySelector("[data-chosen]"), Object.keys(chosen(box)).length];
  if (said) said.textContent = n ? (said.getAttribute("data-chosen") ?? "").replace("{n}", String(n)) : "";
}

/** @param {HTMLElement} box @returns {Record<string, string>} what is chosen, by key; what is not is absent */
export function chosen(box) {
  const pairs = [...box.querySelectorAll("select")].map((select) => [select.name, select.value]);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}

/** @param {Record<string, string>} picked @returns {import("./engine.js").Options} the same as the engine takes it */
export function narrowing({ in: place = "", ...rest }) {
  const [how, id] = place.split(":");
  /** @param {boolean} plain */
  const those = (plain) => Object.fromEntries(Object.entries(rest).filter(([key]) => KEYS.includes(key) === plain));
  const facets = those(false);
  return { ...(id ? { [how]: id } : {}), ...those(true), ...(Object.keys(facets).length ? { facets } : {}) };
}
