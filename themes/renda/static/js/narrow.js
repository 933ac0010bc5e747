// @ts-check
/** Narrows a list by what its lines are marked with. Until it runs, and without it, the list is whole. */

const words = /** @type {HTMLElement | null} */ (document.querySelector('script[src$="/narrow.js"]'))?.dataset ?? {};

/** @param {string} key of what the page wants said @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

const form = document.querySelector("[data-narrow]");
if (form instanceof HTMLFormElement) {
  const choice = form;
  choice.hidden = false;
  choice.addEventListener("change", () => narrow(choice));
  choice.addEventListener("submit", (event) => event.preventDefault());
  narrow(choice); // a browser may have kept what was chosen
}

/** @param {HTMLFormElement} form */
function narrow(form) {
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  let shown = 0;
  for (const row of document.querySelectorAll("[data-groups] li")) {
    const fits = wanted.every(([name, value]) => row.getAttribute(`data-${name}`) === value);
    row.toggleAttribute("hidden", !fits);
    shown += Number(fits);
  }
  for (const group of document.querySelectorAll("[data-groups] [data-group]")) {
    const left = group.querySelectorAll("li:not([hidden])").length;
    group.toggleAttribute("hidden", left === 0);
    const count = group.querySelector("[data-count]");
    if (count) count.textContent = String(left);
  }
  const [fold, chosen, said] = [form.querySelector("details"), form.querySelector("[data-chosen]"), form.querySelector("output")];
  if (fold && wanted.length) fold.open = true;
  if (chosen) chosen.textContent = wanted.length ? say("chosen", { n: wanted.length }) : "";
  if (said) said.textContent = wanted.length ? say("fit", { n: shown }) : "";
}
