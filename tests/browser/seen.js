// What of the page a reader sees, as far as Chromium's own computed styles and boxes say; without white space.
() => {
  const channels = (colour) => {
    const found = colour.match(/[\d.]+/g).map(Number);
    return found.length < 4 ? [...found, 1] : found;
  };
  const above = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    return chain;
  };
  const behind = (element) => {
    let colour = [255, 255, 255];
    for (const e of above(element)) {
      const style = getComputedStyle(e);
      const own = channels(style.backgroundColor);
      if (own[3] >= 1) colour = own.slice(0, 3);
      else if (colour && own[3] > 0) colour = colour.map((x, i) => own[i] * own[3] + x * (1 - own[3]));
      if (style.backgroundImage !== "none") colour = null;
    }
    return colour;
  };
  const isGone = (e) => {
    const style = getComputedStyle(e);
    if (Number(style.opacity) <= 0.05 || style.clipPath === "inset(100%)" || style.transform.startsWith("matrix(0, 0, 0, 0")) {
      return true;
    }
    if (style.display !== "inline" && ["hidden", "clip"].includes(style.overflowX)) {
      if (e.clientWidth <= 1 || e.clientHeight <= 1) return true;
    }
    if (style.clip.startsWith("rect(") && ["absolute", "fixed"].includes(style.position)) {
      const [top, right, bottom, left] = style.clip.match(/-?[\d.]+/g).map(Number);
      if (right - left <= 1 || bottom - top <= 1) return true;
    }
    return false;
  };
  const isSeen = (text) => {
    const element = text.parentElement;
    const folded = element.closest("details:not([open])") && !element.closest("summary");
    const style = getComputedStyle(element);
    if (!folded && !element.checkVisibility()) return false;
    if (style.visibility !== "visible" || parseFloat(style.fontSize) <= 1) return false;
    if (!folded && above(element).slice(1).some(isGone)) return false;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (!folded && range.getBoundingClientRect().right < -500) return false;
    const paper = behind(element);
    const ink = channels(style.webkitTextFillColor);
    return !paper || Math.max(...paper.map((x, i) => Math.abs(ink[i] * ink[3] + x * (1 - ink[3]) - x))) > 17;
  };
  let found = "";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const skipped = ["STYLE", "SCRIPT", "NOSCRIPT"].includes(text.parentElement.tagName);
    if (text.data.trim() && !skipped && isSeen(text)) found += text.data;
  }
  return found.replace(/\s/g, "");
}
