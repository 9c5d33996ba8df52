// Fingers: the keys drawn on the page and those of a real keyboard do the same.

const OWN_FIELDS = "input:not(#entry, [type=checkbox]), select, textarea";

/** press(sign), act("call" | "clear" | "hang-up"), scroll(lines). */
export function wireKeys({ press, act, scroll }) {
  for (const key of document.querySelectorAll(".key")) {
    const { key: sign, do: deed } = key.dataset;
    key.addEventListener("click", () => (sign ? press(sign) : act(deed)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest(OWN_FIELDS)) return;
    if (handle(event, { press, act, scroll })) event.preventDefault();
  });
}

/** Whether the key was ours. */
function handle({ key, target }, { press, act, scroll }) {
  const onEntry = target.id === "entry";
  const onButton = target.closest("button, a") !== null;
  if (key === "Escape") act("hang-up");
  else if (key === "Enter" && !onButton) act("call");
  else if (/^[0-9*#]$/.test(key) && !onEntry) press(key);
  else if (key === "Backspace" && !onEntry) act("clear");
  else if (onEntry && key === "ArrowDown") scroll(2);
  else if (onEntry && key === "ArrowUp") scroll(-2);
  else return false;
  light(key);
  return true;
}

/** The drawn key goes down with the real one, for a moment. */
function light(key) {
  const name = { Escape: "hang-up", Enter: "call", Backspace: "clear" }[key];
  const drawn = document.querySelector(name ? `[data-do="${name}"]` : `[data-key="${CSS.escape(key)}"]`);
  drawn?.classList.add("down");
  setTimeout(() => drawn?.classList.remove("down"), 120);
}
