// @ts-check
/**
 * 找代表: finds villages by name or by the first letters of their pinyin, and shows the deputies whom the township's page names.
 * Names of places are put in as text; deputies are taken from that page, of this host, as they stand there.
 */

const SHOWN = 12;
const words = /** @type {HTMLElement | null} */ (document.querySelector('script[src$="/lookup.js"]'))?.dataset ?? {};

/** @param {string} key of what the page wants said @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * @typedef {{name: string, town: string, keys: string[], url: string, whole: boolean}} Place a village, or a whole county
 */

/** @param {any} data what places.json holds @param {string} whole what is said of a county as a whole @returns {Place[]} */
function read(data, whole) {
  if (data.v !== 2) throw new Error("unknown version");
  /** @type {Place[]} */
  const places = [];
  for (const [county, countyLetters, countyUrl, towns] of data.counties) {
    if (county) {
      places.push({ name: county, town: towns.length ? whole : "", keys: [county, countyLetters, county, countyLetters, "", "", ""], url: countyUrl, whole: true });
    }
    for (const [code, town, letters, url, villages] of towns) {
      for (const [rest, name, initials] of villages) {
        places.push({
          name,
          town: county ? `${county} ${town}` : town,
          keys: [name, initials, town + name, letters + initials, town, letters, county + town + name],
          url: `${url}#${rest.length < 12 ? code + rest : rest}`,
          whole: false,
        });
      }
    }
  }
  return places;
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s·•‧∙⋅・.、，,]+/g, "");
}

/** How well a place answers: 0 its whole name, then its beginning, a part of it, its township. @param {Place} place @param {string} asked */
function rank(place, asked) {
  const [name, initials, whole, letters, town, townLetters, all] = place.keys;
  if (whole === asked || name === asked || all === asked) return 0;
  if (name.startsWith(asked) || initials.startsWith(asked)) return 1;
  if (name.includes(asked)) return 2;
  if (whole.startsWith(asked) || letters.startsWith(asked)) return 3;
  return (town && town.includes(asked)) || (townLetters && townLetters.startsWith(asked)) || (all && all.includes(asked)) ? 4 : -1;
}

/** @param {Place[]} places @param {string} text @returns {Place[]} the best first, otherwise as they come */
function find(places, text) {
  const asked = plain(text);
  if (!asked) return [];
  const words = text.split(/[\s·•‧∙⋅・.、，,]+/).map(plain).filter(Boolean);
  /** @param {Place} place */
  const fit = (place) => {
    const whole = rank(place, asked);
    return whole < 0 && words.length > 1 && words.every((word) => rank(place, word) >= 0) ? 5 : whole;
  };
  return places
    .map((place, order) => ({ place, order, rank: fit(place) }))
    .filter((found) => found.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map((found) => found.place);
}

/** @param {string} tag @param {string} [text] @param {string} [className] */
function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** @param {string} url @returns {boolean} whether it leads to a page: of this host, or of another by http(s) */
function leads(url) {
  return /^(?:\/(?!\/)|https?:\/\/)/.test(url);
}

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** @param {string} url of this host @returns {Promise<Document>} the page, fetched once; after a failure the next call tries again */
function page(url) {
  const address = url.replace(/#.*$/, "");
  let asked = pages.get(address);
  if (!asked) {
    asked = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    asked.catch(() => pages.delete(address));
    pages.set(address, asked);
  }
  return asked;
}

/** @param {Element} node a part of a page of this host @returns {Element} a copy of it without ids, which this page may have too */
function copy(node) {
  const made = document.importNode(node, true);
  for (const each of [made, ...made.querySelectorAll("*")]) for (const name of ["id", "aria-labelledby"]) each.removeAttribute(name);
  return made;
}

/** @param {Element} row @returns {string} who it is: pages of a person are called alike on all sites; "" where there is none */
function who(row) {
  return row.querySelector("a[href$='.html']")?.getAttribute("href")?.replace(/^.*\//, "") ?? "";
}

/** @param {Document} from @param {string} id @returns {Element[]} the list of deputies there, or what folds it */
function deputies(from, id) {
  return [...(from.getElementById(id)?.closest("section")?.querySelectorAll(".band-body > *, details") ?? [])].map(copy);
}

/**
 * Shows a place in the box: its heading at once, its deputies when its page is there.
 * @param {HTMLFormElement} form @param {HTMLElement} box @param {Place} place @returns {Promise<number>} how many there are, -1 when it is not known
 */
async function show(form, box, place) {
  const title = element("h2");
  const link = document.createElement("a");
  if (leads(place.url)) link.href = place.url;
  link.textContent = `${place.town} ${place.name}`;
  title.append(link);
  box.replaceChildren(title);
  box.hidden = false;
  if (place.whole || !leads(place.url) || new URL(place.url, location.href).origin !== location.origin) {
    link.textContent = place.whole ? [place.name, place.town].filter(Boolean).join("：") : link.textContent;
    if (!place.whole) box.append(element("p", form.dataset.elsewhere, "note"));
    return -1;
  }
  let from;
  try {
    from = await page(place.url);
  } catch {
    if (title.isConnected) box.append(element("p", form.dataset.unread, "note"));
    return -1;
  }
  if (!title.isConnected) return -1; // another place was chosen meanwhile
  const own = deputies(from, new URL(place.url, location.href).hash.slice(1));
  const above = deputies(from, "above");
  box.append(...own);
  const known = new Set([...box.querySelectorAll("li")].map(who));
  for (const list of above) {
    for (const row of list.querySelectorAll("li")) {
      if (who(row) && known.has(who(row))) row.remove();
    }
    if (!list.querySelector("li")) continue;
    const count = list.querySelector("[data-count]");
    if (count) count.textContent = String(list.querySelectorAll("li").length);
    box.append(list);
  }
  return box.querySelectorAll(".people > li").length;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
  const count = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const result = /** @type {HTMLElement} */ (form.querySelector(".lookup-result"));
  /** @type {Promise<Place[]> | null} */
  let loading = null;
  /** @type {Place[]} */
  let found = [];
  let active = -1;

  /** @returns {Promise<Place[]>} fetched once; after a failure the next call tries again */
  function load() {
    loading ??= fetch(form.dataset.places ?? "")
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then((data) => read(data, form.dataset.whole ?? ""))
      .catch((error) => {
        loading = null;
        throw error;
      });
    return loading;
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function mark(index) {
    active = index;
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === index));
      if (at === index) option.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `wq-place-${index}`);
  }

  function open() {
    list.replaceChildren(
      ...found.slice(0, SHOWN).map((place, index) => {
        const option = element("li");
        option.id = `wq-place-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(element("strong", place.name), element("span", place.town, "note"));
        option.addEventListener("click", () => choose(place));
        return option;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
  }

  /** Keep what is asked in the address, so that it can be passed on and gone back to. */
  function keep() {
    const url = new URL(location.href);
    if (input.value.trim()) url.searchParams.set("q", input.value.trim());
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
  }

  /** @param {Place} place */
  function choose(place) {
    close();
    if (place.whole) {
      location.assign(place.url);
      return;
    }
    input.value = place.town + place.name;
    keep();
    tell(place, false);
  }

  /** @param {Place} place @param {boolean} isFound whether to say that it was found */
  function tell(place, isFound) {
    const whole = `${place.town}${place.name}`;
    const name = isFound ? say("found", { name: whole }) : whole;
    const told = say("place", { name });
    count.textContent = place.whole ? "" : told;
    void show(form, result, place).then((many) => {
      if (many >= 0 && count.textContent === told) count.textContent = say("deputies", { name, n: many });
    });
  }

  async function ask() {
    const text = input.value;
    keep();
    result.hidden = true;
    if (!plain(text)) {
      found = [];
      count.textContent = "";
      close();
      return;
    }
    let places;
    try {
      places = await load();
    } catch {
      if (text !== input.value) return;
      found = [];
      close();
      count.textContent = say("lost");
      return;
    }
    if (text !== input.value) return; // more was typed meanwhile
    found = find(places, text);
    if (found.length === 1 || (found.length && plain(found[0].town + found[0].name) === plain(text))) {
      close();
      tell(found[0], true);
      return;
    }
    count.textContent =
      found.length === 0
        ? say("none")
        : found.length > SHOWN
          ? say("many", { n: found.length, shown: SHOWN })
          : say("some", { n: found.length });
    open();
  }

  input.addEventListener("focus", () => void load().catch(() => {}), { once: true });
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) void ask();
  });
  input.addEventListener("compositionend", () => void ask());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.hidden ? -1 : list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (last < 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active < 0 ? (step > 0 ? 0 : last) : (active + step + last + 1) % (last + 1));
    } else if (event.key === "Escape") {
      if (list.hidden) {
        input.value = "";
        void ask();
      } else close();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!list.hidden && found.length) choose(found[Math.max(active, 0)]);
    else void ask();
  });
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && close(), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());

  form.hidden = false;
  const asked = new URL(location.href).searchParams.get("q");
  if (asked) {
    input.value = asked.slice(0, 40);
    input.focus({ preventScroll: true }); // so that keys work on what is found
    void ask();
  }
}

for (const form of document.querySelectorAll("form[data-lookup]")) start(/** @type {HTMLFormElement} */ (form));
