// @ts-check
/** What a reader does with a piece: copy its address, print it. On paper the address stands as text, and as a code beside it. */

import { drawing } from "./qr.js";

const AGAIN = 4000; // ms after which a button says again what it does

/** @param {HTMLElement} button */
function offerCopy(button) {
  const label = button.querySelector("span") ?? button;
  const words = label.textContent ?? "";
  const address = document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? location.href;
  button.hidden = !navigator.clipboard;
  label.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    label.textContent = button.dataset.done ?? words;
    setTimeout(() => (label.textContent = words), AGAIN);
  });
}

/** @param {HTMLElement} paper */
function putCode(paper) {
  const code = paper.querySelector("svg") ? null : drawing(paper.dataset.paper ?? "");
  if (code) paper.prepend(code);
}

const copy = /** @type {HTMLElement | null} */ (document.querySelector("[data-copy]"));
const print = /** @type {HTMLElement | null} */ (document.querySelector("[data-print]"));
const paper = /** @type {HTMLElement | null} */ (document.querySelector("[data-paper]"));
if (copy) offerCopy(copy);
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
if (paper) {
  window.addEventListener("beforeprint", () => putCode(paper));
  matchMedia("print").addEventListener("change", () => putCode(paper));
}
