// The form beside the phone: whose phone it is, on which network, and how long the network waits.

import { e164, national, remember, remembered } from "./numbers.js";

const find = (id) => document.getElementById(id);

export class Desk {
  #number = find("number");
  #note = find("number-note");
  #phones = find("phones");
  #network = find("network");
  #idle = find("idle");
  #lose = find("lose");
  #fixed = find("fixed");

  /** onPhone() is told when another phone is taken in hand. */
  constructor(onPhone) {
    this.onPhone = onPhone;
    this.phoneNumber = remembered()[0];
    this.#restore(this.#network, "samnaeu.network");
    this.#restore(this.#idle, "samnaeu.idle");
    this.#number.addEventListener("change", () => this.#typed());
    this.#network.addEventListener("change", () => this.#carrier());
    this.#carrier();
    this.#draw(remembered());
  }

  get networkCode() {
    return this.#network.value;
  }

  get idleSeconds() {
    return Number(this.#idle.value);
  }

  /** Whether the reply at hand is to be lost; asking turns the switch off again. */
  loseNext() {
    const lose = this.#lose.checked;
    this.#lose.checked = false;
    return lose;
  }

  /** Whether the number in the field can dial: what is none is not put right by guessing another. */
  ready() {
    const number = e164(this.#number.value);
    if (number !== this.phoneNumber) this.#typed();
    return number !== null;
  }

  /** Nobody changes the number in the middle of a call. */
  lock(locked) {
    this.#fixed.disabled = locked;
  }

  #typed() {
    const number = e164(this.#number.value);
    this.#note.textContent = number ? "" : "Not a phone number: type it like 012 000 101 or +855 12 000 101.";
    this.#number.setAttribute("aria-invalid", String(!number));
    if (number) this.#take(number);
  }

  #take(number) {
    this.phoneNumber = number;
    this.#note.textContent = "";
    this.#number.removeAttribute("aria-invalid");
    this.#draw(remember(number));
    this.onPhone();
  }

  #draw(phones) {
    this.#number.value = national(this.phoneNumber);
    const inOrder = phones.toSorted();
    this.#phones.replaceChildren(...inOrder.map((one) => this.#chip(one)));
  }

  #chip(number) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = national(number);
    chip.setAttribute("aria-pressed", String(number === this.phoneNumber));
    chip.addEventListener("click", () => {
      this.#take(number);
      this.#phones.querySelector('[aria-pressed="true"]')?.focus();
    });
    return chip;
  }

  #carrier() {
    find("carrier").textContent = this.#network.selectedOptions[0].textContent.replace(/ \(.*/, "");
  }

  #restore(select, key) {
    try {
      const kept = localStorage.getItem(key);
      if ([...select.options].some((one) => one.value === kept)) select.value = kept;
      select.addEventListener("change", () => localStorage.setItem(key, select.value));
    } catch {
      // storage refused: the usual choice stands
    }
  }
}
