// The phone's screen: the dialogue exactly as it came, the line that is typed on, and how full the screen is.

import { language, measure } from "./alphabet.js";
import { fill } from "./gauge.js";

const SOFT_KEYS = { idle: ["Call", ""], busy: ["", "End"], asking: ["Send", "End"], lost: ["Call", "End"], over: ["Call", "OK"] };

export class Screen {
  #dialog = document.getElementById("dialog");
  #entry = document.getElementById("entry");
  #left = document.getElementById("soft-left");
  #right = document.getElementById("soft-right");
  #screen = this.#dialog.parentElement;

  /** onPhase(phase) is told of each change. */
  constructor(onPhase) {
    this.onPhase = onPhase;
  }

  /** Shows a text (null: leave the present one) and what the keys do in this phase. */
  show(phase, text) {
    this.#screen.dataset.phase = phase;
    [this.#left.textContent, this.#right.textContent] = SOFT_KEYS[phase];
    this.#entry.value = "";
    this.#entry.readOnly = phase === "busy";
    if (text !== null) this.#write(text);
    this.onPhase(phase);
  }

  get typed() {
    return this.#entry.value;
  }

  type(sign) {
    if (this.#entry.readOnly || this.#entry.value.length >= this.#entry.maxLength) return;
    this.#entry.value += sign;
    this.#entry.scrollLeft = this.#entry.scrollWidth;
  }

  rub() {
    if (!this.#entry.readOnly) this.#entry.value = [...this.#entry.value].slice(0, -1).join("");
  }

  scroll(lines) {
    this.#dialog.scrollBy({ top: lines * 24 });
  }

  /** Says how much of the network's budget a screen of the service takes. */
  weigh(text) {
    const { used, limit, alphabet } = measure(text);
    fill("size-gauge", used / limit, `${used} of ${limit} ${alphabet}`);
  }

  #write(text) {
    this.#dialog.textContent = text;
    this.#dialog.lang = language(text);
    this.#dialog.scrollTop = 0;
  }
}
