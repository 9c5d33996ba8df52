// The SMS of the phone in hand, asked for every few seconds while somebody looks.

import { language } from "./alphabet.js";

const PAUSE = 5000; // ms between two looks
const LONG_PAUSE = 30_000; // after a failure

export class Inbox {
  #list = document.getElementById("inbox");
  #empty = document.getElementById("inbox-empty");
  #state = document.getElementById("mail-state");
  #sign = document.getElementById("mail");
  #news = document.getElementById("news");
  #timer = null;
  #shown = "";
  #read = { phone: "", count: 0 };

  /** phone: () => the number in hand. */
  constructor(phone) {
    this.phone = phone;
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Looks at once, then again and again. */
  async look() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    let pause = PAUSE;
    const phone = this.phone();
    try {
      const reply = await fetch(`/simulator/inbox?${new URLSearchParams({ phone })}`);
      if (!reply.ok) throw new Error(String(reply.status));
      const messages = await reply.json();
      if (phone === this.phone()) this.#show(phone, messages);
    } catch {
      this.#state.textContent = "not reachable";
      pause = LONG_PAUSE;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), pause);
  }

  #show(phone, messages) {
    this.#state.textContent = messages.length ? String(messages.length) : "";
    const now = JSON.stringify([phone, messages]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#tell(phone, messages.length);
    this.#empty.hidden = messages.length > 0;
    this.#sign.hidden = messages.length === 0;
    const newestFirst = messages.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    this.#list.replaceChildren(...newestFirst.map(letter));
  }

  /** A reader hears of what is new, not the whole list again. */
  #tell(phone, count) {
    const fresh = phone === this.#read.phone ? count - this.#read.count : 0;
    this.#news.textContent = fresh > 0 ? `${fresh} new SMS` : "";
    this.#read = { phone, count };
  }
}

function letter({ at, text }) {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.dateTime = at;
  time.textContent = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const words = document.createElement("p");
  words.lang = language(text);
  words.textContent = text;
  item.append(time, words);
  return item;
}
