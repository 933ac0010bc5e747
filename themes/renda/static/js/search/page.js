// @ts-check
/** The search page: asks while the reader types, keeps what is asked in the address, moves by keys. The engine comes on first use. */

import { button, draw, element, link, say } from "./results.js";

const WAIT = 200; // ms after the last key
const STEP = 10;

/** @param {HTMLFormElement} form */
function start(form) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[name=q]"));
  const filters = /** @type {HTMLElement} */ (form.querySelector(".search-filters"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
  const results = /** @type {HTMLElement} */ (document.querySelector(".search-results"));
  const title = document.title;
  /** @type {Promise<any> | null} */
  let opened = null;
  let asking = new AbortController();
  let timer = 0;
  let kept = "";
  /** @type {any} */
  let about = null;
  /** @type {typeof import("./filters.js") | null} */
  let narrow = null;
  /** @type {Promise<void> | null} */
  let described = null;

  /** @returns {Promise<any>} the index, opened once; after a failure the next call tries again */
  function index() {
    opened ??= import("./engine.js")
      .catch(() => {
        throw Object.assign(new Error(say("lost")), { kind: "offline", reload: true }); // a browser may remember the failure
      })
      .then((engine) => engine.open(new URL(form.dataset.index ?? "", location.href).href))
      .catch((error) => {
        opened = null;
        throw error;
      });
    return opened;
  }

  /** What it can be narrowed to, shown once, chosen as the address asks. @param {any} found the index */
  function narrowed(found) {
    described ??= Promise.all([found.about(), import("./filters.js")])
      .then(([known, loaded]) => {
        [about, narrow] = [known, loaded];
        narrow.build(filters, about, form.dataset.site ?? "", () => void ask());
        narrow.choose(filters, new URL(location.href).searchParams);
      })
      .catch((/** @type {any} */ error) => {
        described = null;
        throw error;
      });
    return /** @type {Promise<void>} */ (described);
  }

  /** @returns {Record<string, string>} by what it is narrowed */
  function chosen() {
    return narrow?.chosen(filters) ?? {};
  }

  /** Whether the address may narrow the question: then the filters are needed before it is asked, otherwise beside it. */
  function narrows() {
    return [...new URL(location.href).searchParams.keys()].some((key) => key !== "q");
  }

  /** What ids are called. @returns {import("./results.js").Names} */
  function names() {
    /** @param {{id: string}[]} rows @param {"name" | "title"} key @returns {(id: string) => string} */
    const by = (rows, key) => {
      const known = new Map(rows.map((/** @type {any} */ row) => [row.id, row[key]]));
      return (id) => known.get(id) ?? "";
    };
    return { site: by(about.sites, "name"), kind: by(about.kinds, "title"), column: by(about.columns, "title") };
  }

  /** Keep what is asked in the address, so that it can be passed on and come back to. @param {string} text */
  function keep(text) {
    const url = new URL(location.href);
    /** @type {Record<string, string>} */
    const values = { q: text, ...chosen() };
    for (const key of ["q", ...(narrow?.keys(about) ?? [])]) {
      if (values[key]) url.searchParams.set(key, values[key]);
      else url.searchParams.delete(key);
    }
    if (url.href !== location.href) history.replaceState(null, "", url);
    kept = location.search;
    document.title = text ? `${text} - ${title}` : title;
    for (const way of document.querySelectorAll("a[data-everywhere]")) {
      const there = new URL(/** @type {HTMLAnchorElement} */ (way).href);
      there.search = text ? `?${new URLSearchParams({ q: text })}` : "";
      /** @type {HTMLAnchorElement} */ (way).href = there.href;
    }
  }

  /** @param {boolean} [all] fetch what the exact whole list needs */
  async function ask(all = false) {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const text = field.value.trim();
    keep(text);
    if (!text) {
      status.textContent = "";
      results.replaceChildren();
      results.removeAttribute("aria-busy");
      return;
    }
    results.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => (status.textContent = say(all ? "searchingAll" : "searching")), 300);
    try {
      const found = await index();
      if (narrows()) await narrowed(found);
      if (signal.aborted) return;
      const answering = found.search(text, { ...narrow?.narrowing(chosen()), limit: STEP, all, signal });
      const [answer] = await Promise.all([answering, narrowed(found)]);
      if (!signal.aborted) show(text, answer, signal);
    } catch (error) {
      if (!signal.aborted) fail(/** @type {any} */ (error), all);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) results.removeAttribute("aria-busy");
    }
  }

  /** @param {string} text @param {any} answer @param {AbortSignal} signal */
  function show(text, answer, signal) {
    const { total, partial, complete } = answer;
    const known = names();
    const list = element("ol", "hits");
    status.textContent = total
      ? say(complete ? "found" : "foundLeast", { n: total })
      : partial
        ? say("near")
        : say(complete ? "none" : "noneYet", { text });
    const parts = [element("h2", "visually-hidden", say("results")), list];
    if (!total && !partial && complete) parts.splice(0, 2, none());
    let lesser = !total; // whether what follows was said to hold only part of the words
    let shown = 0;
    /** @param {import("./results.js").Hit[]} hits @returns {HTMLElement | null} the first one's link */
    const add = (hits) => {
      const items = hits.map((hit) => draw(hit, known));
      hits.forEach((hit, at) => {
        if (!hit.full && !lesser) {
          lesser = true;
          list.append(element("li", "lesser", say("lesser")));
        }
        list.append(items[at]);
      });
      shown += hits.length;
      return items[0]?.querySelector("a") ?? null;
    };
    add(answer.hits);
    if (shown && shown < total + partial) parts.push(element("p", "search-more", more()));
    if (!complete) {
      const why = element("span", "", say("part"));
      parts.push(element("p", "search-more", why, button(say("all"), () => void ask(true))));
    }
    results.replaceChildren(...parts);

    function more() {
      const made = button(say("more"), async () => {
        made.disabled = true;
        try {
          const hits = await answer.more(STEP);
          if (signal.aborted) return;
          add(hits)?.focus();
          status.textContent = say(complete ? "listed" : "listedLeast", { shown, n: total + partial });
          if (hits.length < STEP || shown >= total + partial) made.parentElement?.remove();
        } catch (error) {
          if (!signal.aborted) fail(/** @type {any} */ (error), false);
        } finally {
          made.disabled = false;
        }
      });
      return made;
    }
  }

  function none() {
    const narrowed = Object.keys(chosen()).length > 0;
    const box = element("div", "panel");
    box.append(element("p", "", say(narrowed ? "tryWider" : "try")));
    if (narrowed) {
      box.append(
        button(say("wider"), () => {
          narrow?.choose(filters, new URLSearchParams());
          void ask();
        }),
      );
    }
    return box;
  }

  /** @param {{kind?: string, message?: string, reload?: boolean}} error @param {boolean} all */
  function fail(error, all) {
    status.textContent = (error.kind && error.message) || say("failed");
    const box = element("div", "panel failed");
    if (error.kind !== "unsupported") {
      box.append(button(say("again"), () => (error.reload ? location.reload() : void ask(all))), " ");
    }
    const list = form.dataset.letters;
    if (list) box.append(link(list, say("letters")));
    results.replaceChildren(box);
  }

  /** Go to the result before or after the one that has the focus; before the first is the field. @param {number} step */
  function move(step) {
    const links = [...results.querySelectorAll("h3 a, .search-more button")];
    const item = document.activeElement?.closest(".hit");
    const at = links.indexOf(item?.querySelector("h3 a") ?? /** @type {Element} */ (document.activeElement));
    const next = at + step;
    if (next < 0) field.focus();
    else /** @type {HTMLElement | undefined} */ (links[Math.min(next, links.length - 1)])?.focus();
  }

  function clear() {
    field.value = "";
    field.focus();
    void ask();
  }

  field.addEventListener("focus", () => void index().then(narrowed).catch(() => {}), { once: true });
  field.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), field.value ? WAIT : 0);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const inside = target === field || results.contains(target);
    if (event.key === "/" && !target.closest("input, select, textarea, [contenteditable]")) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (inside && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (inside && event.key === "Escape") {
      event.preventDefault();
      clear();
    }
  });
  addEventListener("popstate", () => location.search !== kept && read()); // a step within the page asks nothing

  /** Ask what the address asks. */
  function read() {
    const asked = new URL(location.href).searchParams;
    field.value = (asked.get("q") ?? "").slice(0, field.maxLength);
    narrow?.choose(filters, asked);
    if (field.value || results.childNodes.length) void ask();
  }

  form.hidden = false;
  if (field.value && document.activeElement === field) void ask(); // written before the script had come
  else read();
  if (field.value) field.focus({ preventScroll: true }); // so that keys work on what is found
}

for (const form of document.querySelectorAll("form[data-search]")) start(/** @type {HTMLFormElement} */ (form));
