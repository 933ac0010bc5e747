// @ts-check
/** Preview only: shows what is wrong over the last good page, and reloads when a build is done. */

/** @typedef {{severity: string, code: string, path: string, line: number, message: string, hint: string, follows: string[]}} Finding */

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/.wangqun/live.css";
document.head.append(style);

/** @param {Finding[]} findings */
function show(findings) {
  document.getElementById("wq-live")?.remove();
  if (findings.length === 0) return;
  const panel = document.createElement("details");
  panel.id = "wq-live";
  panel.open = findings.some((finding) => finding.severity === "block");
  const summary = document.createElement("summary");
  summary.textContent = `检查结果 ${findings.length} 条`;
  const list = document.createElement("ol");
  for (const finding of findings.slice(0, 50)) {
    const item = document.createElement("li");
    item.className = finding.severity;
    item.textContent = `${finding.path}${finding.line ? `:${finding.line}` : ""} ${finding.message}`;
    const hint = document.createElement("small");
    hint.textContent = finding.hint + (finding.follows.length ? `　因此另有 ${finding.follows.length} 条` : "");
    item.append(hint);
    list.append(item);
  }
  panel.append(summary, list);
  document.body.append(panel);
}

/** Reloads, unless the page itself has been left out: then the last good one stays, with what is wrong over it. */
async function reload() {
  const answer = await fetch(location.href, { method: "HEAD" });
  if (answer.ok) location.reload();
}

let seen = "";
const events = new EventSource("/.wangqun/events");
events.addEventListener("message", (event) => {
  /** @type {{version: string, changed: boolean, findings: Finding[]}} */
  const state = JSON.parse(event.data);
  if (seen && seen !== state.version && state.changed) reload();
  seen = state.version;
  show(state.findings);
});
