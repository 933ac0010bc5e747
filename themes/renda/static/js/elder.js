// @ts-check
/** Carries elder mode ("1" to "3", its text size) from page to page. */
{
  const root = document.documentElement;
  const own = root.dataset.elder;
  const all = () => /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".modes input"));
  let size = "";
  /** @param {string} [next] */
  const show = (next) => {
    try {
      if (next != null) localStorage.elder = next;
      size = localStorage.elder ?? "";
    } catch {
      size = next ?? size;
    }
    if (size || own) root.dataset.elder = own ?? "on";
    else delete root.dataset.elder;
    root.dataset.size = size;
    for (const box of all()) box.checked = box.type === "radio" ? box.value === (size || "1") : !!size;
  };
  show();
  if (own && !size) show("1");
  for (const name of ["DOMContentLoaded", "pageshow"]) addEventListener(name, () => show());
  addEventListener("change", () => {
    const [box, ...sizes] = all();
    show(box.checked || own ? sizes.find((one) => one.checked)?.value : "");
  });
}
