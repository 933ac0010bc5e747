// @ts-check
/** Preview only: shows what is wrong over the last good page, reloads when the page is another, and changes styles in place. */

/** @typedef {{severity: string, code: string, site: string, path: string, line: number, message: string, hint: string, effect: string, follows: string[]}} Finding */
/** @typedef {{path: string, findings: Finding[], own: boolean, near: boolean}} Piece */

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/.wangqun/live.css";
document.head.append(style);

const WEIGHTS = ["block", "warn", "info"];
const LABELS = ["阻断", "警告", "提示"];
const STANDS = "页面仍是上一次没有问题时的样子；改好保存，就会换新。";
const MOST = 30; // pieces shown; the report has them all
/** @type {DOMStringMap} the site, the file below it, the file of content that this page is made of, and what names it as it is */
const here = document.getElementById("wq-live-script")?.dataset ?? {};
/** @type {Map<string, boolean>} what the reader has folded or unfolded */
const folded = new Map();

/** @param {Finding} finding */
const weight = (finding) => WEIGHTS.indexOf(finding.severity);

/** @param {Finding[]} findings */
function counted(findings) {
  const counts = WEIGHTS.map((severity) => findings.filter((finding) => finding.severity === severity).length);
  return LABELS.map((label, at) => (counts[at] ? `${label} ${counts[at]} 条` : "")).filter(Boolean).join("，");
}

/** Findings by file: this page's own first, then this site's, then the others; blocks first in each.
 * @param {Finding[]} findings
 * @returns {Piece[]}
 */
function pieces(findings) {
  /** @type {Map<string, Piece>} */
  const found = new Map();
  for (const finding of findings) {
    const path = finding.path || finding.site || "网站群";
    const piece = found.get(path) ?? { path, findings: [], own: path === here.path, near: finding.site === here.site };
    piece.findings.push(finding);
    found.set(path, piece);
  }
  for (const piece of found.values()) piece.findings.sort((one, other) => weight(one) - weight(other) || one.line - other.line);
  const order = [...found.values()];
  order.sort(
    (one, other) =>
      Number(other.own) - Number(one.own) ||
      weight(one.findings[0]) - weight(other.findings[0]) ||
      Number(other.near) - Number(one.near) ||
      (one.path < other.path ? -1 : 1),
  );
  return order;
}

/** @param {string} tag @param {string} text @param {string} [name] */
function element(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}

/** A part that can be folded, and stays as the reader leaves it.
 * @param {string} name @param {boolean} open @param {HTMLElement} summary @param {HTMLElement[]} content
 */
function part(name, open, summary, ...content) {
  const made = document.createElement("details");
  made.open = folded.get(name) ?? open;
  made.append(summary, ...content);
  summary.addEventListener("click", () => folded.set(name, !made.open)); // before it turns
  return made;
}

/** @param {Piece} piece */
function shown(piece) {
  const worst = piece.findings[0];
  const summary = element("summary", piece.own ? "这一篇　" : "");
  summary.append(element("b", worst.effect, worst.severity), ` ${piece.path} `, element("small", counted(piece.findings)));
  const list = document.createElement("ol");
  for (const finding of piece.findings) {
    const item = element("li", `${finding.line ? `第 ${finding.line} 行　` : ""}${finding.message}`, finding.severity);
    const more = finding.follows.length ? `　因此另有 ${finding.follows.length} 条` : "";
    if (finding.hint || more) item.append(element("small", finding.hint + more));
    list.append(item);
  }
  return part(piece.path, piece.own, summary, list);
}

/** @param {Finding[]} findings */
function show(findings) {
  document.getElementById("wq-live")?.remove();
  if (findings.length === 0) return;
  const order = pieces(findings);
  const own = order.find((piece) => piece.own);
  const title = own ? `这一篇：${counted(own.findings)}` : here.path ? "这一篇没有问题" : "检查结果";
  const others = findings.length - (own?.findings.length ?? 0);
  const summary = element("summary", others ? `${title}${own || here.path ? "；其他" : ""} ${others} 条` : title);
  const rest = order.length > MOST ? [element("p", `还有 ${order.length - MOST} 个文件，wangqun check 会全部列出。`)] : [];
  const wanted = own ? weight(own.findings[0]) === 0 : !here.path && weight(order[0].findings[0]) === 0;
  const stands = own && weight(own.findings[0]) === 0 ? [element("p", STANDS, "stands")] : [];
  const panel = part("", wanted, summary, ...stands, ...order.slice(0, MOST).map(shown), ...rest);
  panel.id = "wq-live";
  document.body.append(panel);
}

/** Takes the theme's styles from another folder, each once it is there, so that the page is never bare.
 * @param {string} folder
 */
function dress(folder) {
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel~="stylesheet"]'))) {
    const href = link.getAttribute("href") ?? "";
    const wanted = href.replace(/\/theme\/[0-9a-f]{12}\//, `/${folder}/`);
    if (wanted === href || link.dataset.next === wanted) continue;
    const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
    delete next.dataset.next;
    link.dataset.next = next.href = wanted;
    next.addEventListener("load", () => link.remove());
    next.addEventListener("error", () => next.remove());
    link.after(next);
  }
}

const asked = new URLSearchParams({ site: here.site ?? "", file: here.file ?? "", seen: here.seen ?? "" });
const events = new EventSource(`/.wangqun/events?${asked}`);
events.addEventListener("message", (event) => {
  /** @type {{version: string, reload: boolean, theme: string, findings: Finding[]}} */
  const state = JSON.parse(event.data);
  if (state.reload) location.reload();
  if (state.theme) dress(state.theme);
  show(state.findings);
});
