// @ts-check
/**
 * Goes on where the last build stopped: states turn at their minute, lines move to the list of their state, days are counted.
 * The page without it is right as of its build, and says when everything closes.
 */

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const BEIJING = 8 * HOUR; // without summer time since 1991
const words = /** @type {HTMLElement | null} */ (document.querySelector('script[src$="/turns.js"]'))?.dataset ?? {};

/** @param {string} key of what the page wants said @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @type {Record<string, string>} what a cluster says instead of the names of states */
const own = JSON.parse(words.own ?? "{}");

/** @typedef {{at: number, state: string}} Turn */

/**
 * @param {string} written `2026-11-20T09:00:00+08:00 进行中;…`
 * @returns {Turn[]} the states with the moments at which they begin, in order
 */
function turns(written) {
  return written
    .split(";")
    .filter(Boolean)
    .map((part) => ({ at: Date.parse(part.slice(0, part.indexOf(" "))), state: part.slice(part.indexOf(" ") + 1) }));
}

/**
 * @param {number} now
 * @param {number} until
 * @returns {string} what remains, in words; days are counted as people do, by the calendar of Beijing
 */
function remaining(now, until) {
  const left = until - now;
  if (left <= HOUR) return say("minutes", { n: Math.ceil(left / MINUTE) });
  const days = Math.floor((until - 1 + BEIJING) / DAY) - Math.floor((now + BEIJING) / DAY);
  if (days === 0) return say("today");
  return days === 1 ? say("tomorrow") : say("days", { n: days });
}

/**
 * @param {Element} row
 * @param {number} now
 */
function turn(row, now) {
  const known = turns(row.getAttribute("data-turns") ?? "");
  const chip = row.querySelector("[data-state]");
  const before = chip?.getAttribute("data-state");
  const shown = known.findIndex((each) => each.state === before);
  const due = known.filter((each) => each.at <= now).length - 1;
  const state = known[Math.max(shown, due)]?.state; // a clock that is slow takes nothing back
  if (chip && state && before !== state) {
    chip.textContent = own[state] ?? state;
    chip.setAttribute("data-state", state); // its look
    move(row, state);
  }
}

/**
 * Puts a line into the list of its state: what was open is first among what has closed, what has opened stands by its end.
 * @param {Element} row
 * @param {string} state
 */
function move(row, state) {
  const groups = row.closest("[data-groups]");
  const group = [...(groups?.querySelectorAll("[data-group]") ?? [])].find((each) => each.getAttribute("data-group") === state);
  const list = group?.querySelector("ol");
  if (!groups || !list) return;
  const end = ends(row);
  const after = [...list.children].find((other) => ends(other) > end);
  list.insertBefore(row, after ?? null);
  for (const each of groups.querySelectorAll("[data-group]")) {
    const count = each.querySelectorAll("li:not([hidden])").length;
    each.toggleAttribute("hidden", count === 0);
    const said = each.querySelector("[data-count]");
    if (said) said.textContent = String(count);
  }
  const first = groups.querySelector("[data-group]");
  groups.querySelector("[data-nothing]")?.toggleAttribute("hidden", !first?.hasAttribute("hidden"));
}

/** @param {Element} row */
function ends(row) {
  return Date.parse(row.querySelector("[data-until]")?.getAttribute("data-until") ?? "");
}

let timer = 0;

function tick() {
  clearTimeout(timer);
  const now = Date.now();
  for (const row of document.querySelectorAll("[data-turns]")) {
    turn(row, now);
    const first = turns(row.getAttribute("data-turns") ?? "")[0];
    const until = row.querySelector("[data-until]");
    if (!until || !first) continue;
    const going = first.at <= now && now < ends(row);
    until.textContent = going ? remaining(now, ends(row)) : "";
    until.toggleAttribute("hidden", !going);
    until.toggleAttribute("data-soon", going && ends(row) - now < 3 * DAY);
  }
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE)); // everything turns at whole minutes
}

document.addEventListener("visibilitychange", () => document.hidden || tick()); // timers rest while nobody looks
tick();
