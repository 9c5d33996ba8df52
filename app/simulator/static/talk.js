// The conversation beside the phone: what was said, what was sent for it, what the network did.

import { language, measure } from "./alphabet.js";

export class Talk {
  #list = document.getElementById("talk");
  #empty = document.getElementById("talk-empty");
  #wipe = document.getElementById("wipe");

  constructor() {
    this.#wipe.addEventListener("click", () => this.#clear());
    this.#clear();
  }

  /** One answer of the household, and the whole text that was posted. */
  said(answer, text) {
    this.#add("phone-says", answer, `text ${text}`);
  }

  replied({ more, screen, milliseconds }) {
    const { alphabet, unit, used, limit, culprit } = measure(screen);
    const cause = culprit && language(screen) === "en" ? ` because of ${culprit}` : "";
    const over = used > limit ? `, ${used - limit} too many: a network would cut it` : "";
    const meta = `${more ? "CON" : "END"} · ${used} of ${limit} ${unit} (${alphabet}${cause})${over} · ${milliseconds} ms`;
    this.#add("service", screen, meta).classList.toggle("over", used > limit);
  }

  network(note) {
    this.#add("network", note, "");
  }

  #add(who, words, meta) {
    const item = document.createElement("li");
    item.className = who;
    item.append(paragraph("said", words));
    if (meta) item.append(paragraph("meta", meta));
    this.#list.append(item);
    this.#empty.hidden = true;
    this.#wipe.hidden = false;
    this.#list.scrollTop = this.#list.scrollHeight;
    return item;
  }

  #clear() {
    this.#list.replaceChildren();
    this.#empty.hidden = false;
    this.#wipe.hidden = true;
  }
}

function paragraph(className, words) {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = words;
  if (className === "said") made.lang = language(words);
  return made;
}
