// The phone and the network between it and the service: what happens when a key is pressed or time runs out.

import { Session, firstText } from "./gateway.js";

export const NO_SUCH_CODE = "Connection problem or invalid MMI code.";
export const LOST = "The reply was lost on the way. Dial again.";

/** Phases: idle, busy (the service is at work), asking (an answer is wanted), lost (a reply was lost), over. */
export class Phone {
  phase = "idle";
  #session = null;
  #replayable = null; // {session, raw}: whose last request it is, and the reply to it if one came

  /** settings: () => {callback, serviceCode, networkCode, phoneNumber, loseNext()}. */
  constructor({ settings, line, screen, talk }) {
    Object.assign(this, { settings, line, screen, talk });
    line.onOver = (reason) => this.drop(reason);
  }

  /** Whether the service is at work or an answer is wanted. */
  get onCall() {
    return this.phase === "busy" || this.phase === "asking";
  }

  /** Whether the network still holds the line: after a lost reply too, until somebody dials again. */
  get open() {
    return this.onCall || this.phase === "lost";
  }

  get canRepeat() {
    return this.#replayable !== null && this.phase !== "busy";
  }

  /** The phone dials nobody, and says why. */
  refuse(why) {
    this.talk.network("not dialled");
    this.#to("over", why);
  }

  async dial(code) {
    if (this.phase === "lost") this.#end("Incomplete", "the phone gives up waiting", "");
    const settings = this.settings();
    const text = firstText(code, settings.serviceCode);
    this.talk.network(`${settings.phoneNumber} dials ${code}`);
    if (text === null) {
      this.talk.network("this code is nobody's");
      return this.#to("over", NO_SUCH_CODE);
    }
    this.#session = new Session({ ...settings, text });
    this.line.open();
    return this.#turn();
  }

  async answer(text) {
    this.#session.add(text);
    this.talk.said(text, this.#session.text);
    return this.#turn();
  }

  /** The red key: the household ends the call. */
  hangUp() {
    if (this.open) this.#end("Incomplete", "the phone hangs up", "");
    else this.#to("idle", "");
  }

  /** The line breaks, or a limit is over. */
  drop(reason = "the line drops") {
    if (this.open) this.#end("Incomplete", reason, "Connection lost.");
  }

  /** The last request once more, as a gateway does that saw no reply. It cures a lost one. */
  async repeat() {
    const { session, raw } = this.#replayable;
    this.talk.network("the gateway repeats the last request");
    if (this.phase === "lost") return this.#turn();
    try {
      const again = await session.post();
      this.talk.network(again.raw === raw ? "the same reply, byte for byte" : `another reply: ${again.raw}`);
    } catch (error) {
      this.talk.network(`repeated in vain: ${error.message}`);
    }
    return undefined;
  }

  async #turn() {
    const session = this.#session;
    const here = () => this.#session === session && this.phase === "busy";
    this.line.work();
    this.#to("busy", null);
    this.#replayable = { session, raw: null };
    try {
      const reply = await session.post();
      this.#replayable = { session, raw: reply.raw };
      if (here()) this.#take(reply);
    } catch (error) {
      if (here()) this.#end("Failed", error.message, NO_SUCH_CODE);
    }
  }

  #take(reply) {
    this.line.listen();
    if (this.settings().loseNext()) {
      this.talk.network("the reply is lost on the way");
      return this.#to("lost", LOST);
    }
    this.talk.replied(reply);
    this.screen.weigh(reply.screen);
    if (reply.more) return this.#to("asking", reply.screen);
    return this.#end("Success", "the call ends", reply.screen);
  }

  #end(status, reason, shown) {
    const session = this.#session;
    this.#session = null;
    this.line.close();
    session.close(status, status === "Failed" ? reason : "");
    this.talk.network(`${reason} (${status})`);
    this.#to(shown === "" ? "idle" : "over", shown);
  }

  #to(phase, shown) {
    this.phase = phase;
    this.screen.show(phase, shown);
  }
}
