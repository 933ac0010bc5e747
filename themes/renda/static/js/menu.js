// @ts-check
/** Closes what was opened in the header: by Esc, which gives the focus back, and by a press elsewhere. It opens without script. */

const menu = document.querySelector(".menu");
if (menu instanceof HTMLDetailsElement) {
  const summary = menu.querySelector("summary");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}
