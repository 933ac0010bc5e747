// @ts-check
/**
 * Reads the main text aloud, when asked: the button appears where a browser can speak, says what it will do next, and the
 * paragraph being read is marked. Nothing starts by itself.
 */

const PARTS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, blockquote";
const QUIET = "nav, button, [hidden], [aria-hidden='true'], .visually-hidden, .speak, script, style";
const LONGEST = 180; // characters: some voices stop by themselves after a quarter of a minute

/** @type {HTMLElement | null} */
const text = document.querySelector("[data-speak]");
/** @type {HTMLButtonElement | null} */
const button = document.querySelector("[data-speak-button]");
/** @type {HTMLButtonElement | null} */
const stop = document.querySelector("[data-speak-stop]");
const voice = window.speechSynthesis;

/**
 * @param {HTMLElement} root
 * @returns {HTMLElement[]} the parts to read in order, each within no other
 */
function parts(root) {
  const found = [...root.querySelectorAll(PARTS)].filter((each) => each instanceof HTMLElement && !each.closest(QUIET));
  const inner = found.filter((each) => !each.querySelector(PARTS) && each.textContent?.trim());
  return /** @type {HTMLElement[]} */ (inner);
}

/**
 * @param {string} words
 * @returns {string[]} sentences, none longer than a voice can bear
 */
function sentences(words) {
  const all = words.replace(/\s+/g, " ").trim().match(/[^。！？；]+[。！？；]?/g) ?? [];
  return all.flatMap((each) => each.match(new RegExp(`.{1,${LONGEST}}`, "gu")) ?? []);
}

if (text && button && voice && "SpeechSynthesisUtterance" in window) {
  const start = button.textContent ?? "";
  let turn = 0; // what was begun before is no more heeded

  /** @param {string} words */
  const say = (words) => {
    if (button) button.textContent = words;
  };
  const end = () => {
    turn += 1;
    voice.cancel();
    text.querySelector(".speaking")?.classList.remove("speaking");
    say(start);
    button.removeAttribute("aria-pressed");
    stop?.setAttribute("hidden", "");
  };
  const begin = () => {
    end();
    const mine = turn;
    const queue = parts(text).flatMap((part) => sentences(part.textContent ?? "").map((words) => ({ part, words })));
    queue.forEach(({ part, words }, number) => {
      const said = new SpeechSynthesisUtterance(words);
      said.lang = part.closest("[lang]")?.getAttribute("lang") ?? "zh-CN";
      said.rate = 0.9;
      said.addEventListener("start", () => {
        if (mine !== turn) return;
        text.querySelector(".speaking")?.classList.remove("speaking");
        part.classList.add("speaking");
        part.scrollIntoView({ block: "nearest" });
      });
      said.addEventListener("end", () => mine === turn && number === queue.length - 1 && end());
      voice.speak(said);
    });
    if (queue.length === 0) return;
    say(button.dataset.pause ?? start);
    button.setAttribute("aria-pressed", "true");
    stop?.removeAttribute("hidden");
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    if (!button.hasAttribute("aria-pressed")) begin();
    else if (button.getAttribute("aria-pressed") === "true") {
      voice.pause();
      button.setAttribute("aria-pressed", "false");
      say(button.dataset.resume ?? start);
    } else {
      voice.resume();
      button.setAttribute("aria-pressed", "true");
      say(button.dataset.pause ?? start);
    }
  });
  stop?.addEventListener("click", () => {
    end();
    button.focus();
  });
  addEventListener("pagehide", end);
}
