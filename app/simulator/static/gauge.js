// A thin bar with words above it; it warns from nine tenths on, and says when it is over.

/** share: 0 and up, 1 = full. */
export function fill(id, share, words) {
  const gauge = document.getElementById(id);
  gauge.querySelector("b").textContent = words;
  gauge.querySelector("i").style.width = `${Math.min(1, share) * 100}%`;
  gauge.dataset.state = share > 1 ? "over" : share >= 0.9 ? "near" : "fine";
}

/** Seconds as 1:05. */
export function minutes(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
