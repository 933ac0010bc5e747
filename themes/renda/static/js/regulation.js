// @ts-check
/**
 * What a reader of a law does with an article: cite it, with its name and address; and where a text is on several pages, go to
 * the page of the article that an address names. Where a browser cannot tell in the contents what is read, this does.
 */

const AGAIN = 4000; // ms after which a button says again what it does

const body = /** @type {HTMLElement | null} */ (document.querySelector("[data-cite]"));
const made = document.createElement("button");

/** @returns {string} what the address names within the page */
function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** @param {HTMLElement} place @param {string} anchor */
function offer(place, anchor) {
  made.type = "button";
  made.className = "cite";
  made.textContent = body?.dataset.citeLabel ?? "";
  made.onclick = async () => {
    const name = anchor.replace(/_\d+$/, "");
    await navigator.clipboard.writeText(`${body?.dataset.cite}${name} ${body?.dataset.citeUrl}#${anchor}`);
    made.textContent = body?.dataset.citeDone ?? "";
    setTimeout(() => (made.textContent = body?.dataset.citeLabel ?? ""), AGAIN);
  };
  place.append(made);
}

function follow() {
  const anchor = named();
  const place = anchor ? document.getElementById(anchor) : null;
  const there = place?.closest(".long li")?.querySelector("a");
  if (there) {
    const to = new URL(there.href);
    to.hash = anchor;
    location.replace(to);
  } else if (place && body?.contains(place) && anchor.includes("\u6761") && navigator.clipboard) {
    offer(/** @type {HTMLElement} */ (place.closest("p, li, td") ?? place), anchor);
  } else {
    made.remove();
  }
}

function markRead() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a[href*='#']")) {
    const place = document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash.slice(1)));
    if (place) links.set(place, link);
  }
  const watched = new IntersectionObserver(
    (seen) => {
      for (const each of seen) {
        if (!each.isIntersecting) continue;
        for (const link of links.values()) link.classList.remove("read");
        links.get(each.target)?.classList.add("read");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const place of links.keys()) watched.observe(place);
}

for (const link of document.querySelectorAll(".contents details a[href*='#']")) {
  link.addEventListener("click", () => link.closest("details")?.removeAttribute("open")); // it would stand over what was chosen
}

if (body) {
  window.addEventListener("hashchange", follow);
  follow();
  if (!CSS.supports("selector(:target-current)")) markRead();
}
