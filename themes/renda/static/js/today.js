// @ts-check
/** Marks the days that are today, in Beijing, with the word that they bring along: pages know no day but that of their build. */

const BEIJING = 8 * 3_600_000; // without summer time since 1991
const today = new Date(Date.now() + BEIJING).toISOString().slice(0, 10);

for (const time of document.querySelectorAll(`time[data-today][datetime^="${today}"]`)) {
  const mark = document.createElement("span");
  mark.className = "chip now";
  mark.textContent = time.getAttribute("data-today");
  time.after(" ", mark);
}
