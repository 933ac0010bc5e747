// @ts-check
/** Keeps elder mode. */
{
  const { dataset } = document.documentElement;
  const own = dataset.elder;
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
    if (size || own) dataset.elder = own ?? "on";
    else delete dataset.elder;
    dataset.size = size;
    for (const box of all()) box.checked = box.name ? box.value === (size || "1") : !!size;
  };
  show();
  if (own && !size) show("1");
  for (const name of ["DOMContentLoaded", "pageshow"]) addEventListener(name, () => show());
  addEventListener("click", (e) => {
    const [box, ...sizes] = all();
    const out = /** @type {Element} */ (e.target).closest(".exit");
    show(!out && (box.checked || own) ? sizes.find((one) => one.checked)?.value : "");
  });
}
