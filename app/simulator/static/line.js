// The network's patience: so many seconds for the whole call, so many for each answer.

const TICK = 200; // ms between two looks at the clock

export class Line {
  #began = 0;
  #shown = null; // when the present screen came, or null while the service is at work
  #timer = null;

  /** callSeconds; idleSeconds: () => seconds, 0 = no limit; onTick({call, idle}) in s; onOver(reason). */
  constructor({ callSeconds, idleSeconds, onTick, onOver }) {
    Object.assign(this, { callSeconds, idleSeconds, onTick, onOver });
  }

  open() {
    this.close();
    this.#began = performance.now();
    this.#timer = setInterval(() => this.#look(), TICK);
    this.#look();
  }

  /** The household's turn: the clock for an answer runs from now on. */
  listen() {
    this.#shown = performance.now();
  }

  /** The service's turn. */
  work() {
    this.#shown = null;
  }

  close() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#shown = null;
  }

  #look() {
    const now = performance.now();
    const call = (now - this.#began) / 1000;
    const idle = this.#shown === null ? 0 : (now - this.#shown) / 1000;
    this.onTick({ call: Math.min(call, this.callSeconds), idle });
    if (call >= this.callSeconds) this.onOver(`the network ends a call after ${this.callSeconds} s`);
    else if (this.idleSeconds() && idle >= this.idleSeconds()) this.onOver(`no answer for ${this.idleSeconds()} s`);
  }
}
