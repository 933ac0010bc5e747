// @ts-check
/** Lets a reader choose the size of article text; the choice is kept on this device. */

const KEY = "text-size";
const SIZES = ["small", "normal", "large"];

/** @param {string} size */
function apply(size) {
  document.documentElement.dataset.textSize = size;
  for (const button of document.querySelectorAll("[data-text-size] button")) {
    button.setAttribute("aria-pressed", String(button instanceof HTMLButtonElement && button.value === size));
  }
}

/** @returns {string} the size kept, or "normal" when none is kept or storage is closed */
function kept() {
  try {
    const size = localStorage.getItem(KEY) ?? "";
    return SIZES.includes(size) ? size : "normal";
  } catch {
    return "normal";
  }
}

for (const group of document.querySelectorAll("[data-text-size]")) {
  group.removeAttribute("hidden");
  group.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    apply(event.target.value);
    try {
      localStorage.setItem(KEY, event.target.value);
    } catch {
      // private mode: the choice holds for this page
    }
  });
}
apply(kept());
