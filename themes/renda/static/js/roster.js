// @ts-check
/** Narrows and sorts the roster. Until it runs, and without it, the page is complete under its grouping. */

const words = /** @type {HTMLElement | null} */ (document.querySelector('script[src$="/roster.js"]'))?.dataset ?? {};

/** @param {string} key of what the page wants said @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

const form = document.querySelector("[data-roster-filter]");
const groups = document.querySelector(".roster-groups");
if (form instanceof HTMLFormElement && groups instanceof HTMLElement) start(form, groups);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} groups
 */
function start(form, groups) {
  const said = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const parts = document.querySelector("[data-parts]");
  const flat = document.createElement("ul");
  flat.className = "people flat";
  flat.hidden = true;
  groups.after(flat);
  let homes = rows();
  /** @type {Promise<void> | undefined} */
  let whole;
  let turn = 0;

  /** @returns {{row: HTMLElement, list: HTMLElement, words: string, sounds: string}[]} each row in the order of the page */
  function rows() {
    return Array.from(groups.querySelectorAll("li"), (row) => ({
      row,
      list: /** @type {HTMLElement} */ (row.parentElement),
      words: `${row.textContent} ${row.dataset.d ?? ""} ${row.closest("section")?.querySelector("h2, h3")?.textContent ?? ""}`.toLowerCase(),
      sounds: row.dataset.p ?? "",
    }));
  }

  /** Brings in the groups of the roster's other pages, in their order. */
  async function fetchRest() {
    const links = parts ? Array.from(parts.querySelectorAll("a")) : [];
    const before = links.findIndex((link) => link.getAttribute("aria-current"));
    const pages = await Promise.all(
      links.map(async (link, index) => {
        if (index === before) return [...groups.children];
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        return [...new DOMParser().parseFromString(text, "text/html").querySelectorAll(".roster-groups > section")];
      }),
    );
    groups.replaceChildren();
    for (const section of pages.flat()) {
      const begun = [...groups.children].find((other) => other.id && other.id === section.id)?.querySelector("ul");
      if (begun) begun.append(...section.querySelectorAll("li"));
      else groups.append(section);
    }
    homes = rows();
    parts?.setAttribute("hidden", "");
  }

  async function apply() {
    const mine = ++turn;
    const data = new FormData(form);
    /** @param {string} name */
    const chosen = (name) => String(data.get(name) ?? "").trim();
    const words = chosen("text").toLowerCase().split(/\s+/).filter(Boolean);
    const delegation = chosen("delegation");
    const status = chosen("status");
    const order = chosen("order");
    const idle = !words.length && !delegation && !status && !order;
    if (parts && !whole && !idle) {
      said.value = say("reading");
      whole = fetchRest();
    }
    try {
      await whole;
    } catch {
      whole = undefined;
      said.value = say("lost");
    }
    if (mine !== turn) return;
    let count = 0;
    for (const { row, words: text, sounds } of homes) {
      const fits =
        words.every((word) => text.includes(word) || sounds.split(" ").some((sound) => sound.startsWith(word))) &&
        (!delegation || row.dataset.d === delegation) &&
        (!status || (row.dataset.s ?? "active") === status);
      row.hidden = !fits;
      if (fits) count += 1;
    }
    arrange(order === "sound");
    for (const section of groups.querySelectorAll("section")) {
      section.hidden = !idle && !section.querySelector("li:not([hidden])");
    }
    if (parts && !whole && !idle) return;
    said.value = idle ? say("all", { n: form.dataset.total ?? "" }) : count ? say("found", { n: count }) : say("none");
  }

  /** @param {boolean} bySound one list in order of the names' pinyin, or each row back in its group */
  function arrange(bySound) {
    if (flat.hidden !== bySound) return;
    if (bySound) {
      flat.append(...[...homes].sort((a, b) => Number(!a.sounds) - Number(!b.sounds) || a.sounds.localeCompare(b.sounds, "en")).map(({ row }) => row));
    } else {
      for (const { row, list } of homes) list.append(row);
    }
    flat.hidden = !bySound;
    groups.hidden = bySound;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => void apply());
  form.addEventListener("reset", () => setTimeout(() => void apply()));
  form.hidden = false;
  const asked = new URL(location.href).searchParams.get("q");
  const field = form.elements.namedItem("text");
  if (asked && field instanceof HTMLInputElement) {
    field.value = asked.slice(0, 40);
    field.focus({ preventScroll: true });
  }
  void apply();
}
