"use strict";

const KEPT = "samnaeu-review";
const messages = [...document.querySelectorAll(".message")];
const name = document.getElementById("reviewer");

const parts = (message) => ({
  tick: message.querySelector(".tick"),
  better: message.querySelector("textarea"),
  count: message.querySelector(".count"),
});
const corrected = (message) => {
  const better = parts(message).better.value.trim();
  return better === message.dataset.said.trim() ? "" : better;
};
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const inBoth = (said, values) => `${filled(said.km, values)} ${filled(said.en, values)}`;

function answers() {
  return messages
    .filter((message) => parts(message).tick.checked || corrected(message))
    .map((message) => ({
      id: message.dataset.id,
      context: message.dataset.context,
      said: message.dataset.said,
      correction: corrected(message),
    }));
}

function sheet() {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return { language: "km", reviewer: name.value.trim(), day, messages: answers() };
}

// what a phone counts: a break mark is not sent
const signs = (text) => text.replaceAll("|", "").length;

function show(message) {
  const { tick, count } = parts(message);
  const better = corrected(message);
  if (better) tick.checked = false;
  tick.disabled = Boolean(better);
  message.classList.toggle("done", tick.checked || Boolean(better));
  const more = better ? signs(better) - signs(message.dataset.said) : 0;
  const free = message.dataset.free;
  const over = free !== undefined && more > Number(free);
  count.classList.toggle("over", over);
  count.textContent = over ? inBoth(SAID.longer, { more, free }) : "";
}

function progress() {
  const told = document.getElementById("progress");
  told.textContent = inBoth(SAID.progress, {
    done: answers().length,
    signed: told.dataset.signed,
    total: told.dataset.total,
  });
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(sheet()));
  } catch {
    // a browser that keeps nothing for files: the saved file is what counts
  }
}

function fill(kept) {
  name.value = kept.reviewer || name.value;
  const found = new Map(kept.messages.map((each) => [JSON.stringify([each.id, each.context]), each]));
  for (const message of messages) {
    const each = found.get(JSON.stringify([message.dataset.id, message.dataset.context]));
    // words that changed since are to be read again
    if (!each || each.said !== message.dataset.said) continue;
    parts(message).better.value = each.correction;
    parts(message).tick.checked = !each.correction;
    show(message);
  }
  progress();
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(sheet(), null, 1)], { type: "application/json" }));
  link.download = `samnaeu-review-${sheet().day}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

document.querySelector("main").addEventListener("input", (event) => {
  show(event.target.closest(".message"));
  progress();
  keep();
});
// nobody should have to type again what is nearly right
document.querySelector("main").addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea") && !target.value) target.value = target.closest(".message").dataset.said;
});
document.querySelector("main").addEventListener("focusout", ({ target }) => {
  if (target.matches("textarea") && !corrected(target.closest(".message"))) target.value = "";
});
document.getElementById("save").addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
  download();
});
document.getElementById("load").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) fill(JSON.parse(await file.text()));
});
try {
  const kept = localStorage.getItem(KEPT);
  if (kept) fill(JSON.parse(kept));
} catch {
  // as above
}
progress();
