// One USSD session as Africa's Talking posts it: turns with a cumulative text, and an event at its end.

export const PATIENCE = 10_000; // ms that the gateway waits for an answer (PROTOCOLS 1.1)

export class BadReply extends Error {}

export class Session {
  /** callback: path of the service; phoneNumber: E.164; text: "" or what was dialled behind the service code. */
  constructor({ callback, serviceCode, networkCode, phoneNumber, text }) {
    this.callback = callback;
    this.fixed = { sessionId: `ATUid_${randomHex(16)}`, phoneNumber, networkCode, serviceCode };
    this.text = text;
    this.hops = 0;
    this.last = "";
    this.began = performance.now();
  }

  /** Adds one answer to the text; an empty text has no star before it. */
  add(answer) {
    this.text = this.text === "" ? answer : `${this.text}*${answer}`;
  }

  /** Posts the text as it stands; gives {raw, more, screen, milliseconds} or throws BadReply. */
  async post() {
    this.hops += 1;
    const began = performance.now();
    const raw = await this.#send(this.callback, { ...this.fixed, text: this.text });
    const milliseconds = Math.round(performance.now() - began);
    this.last = raw;
    if (!/^(CON|END) /.test(raw)) throw new BadReply("the reply begins with neither CON nor END");
    return { raw, more: raw.startsWith("CON"), screen: raw.slice(4), milliseconds };
  }

  /** Tells the service that the session is over. status: Success, Incomplete or Failed. */
  async close(status, errorMessage = "") {
    const event = {
      date: new Date().toISOString().slice(0, 19).replace("T", " "),
      ...this.fixed,
      status,
      cost: "USD 0.00",
      durationInMillis: String(Math.round(performance.now() - this.began)),
      hopsCount: String(this.hops),
      input: this.text,
      lastAppResponse: this.last,
      ...(errorMessage && { errorMessage }),
    };
    const body = new URLSearchParams(event);
    await fetch(`${this.callback}/events`, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  async #send(url, fields) {
    let reply, bytes;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      reply = await fetch(url, { method: "POST", body: new URLSearchParams(fields), signal });
      bytes = await reply.arrayBuffer();
    } catch (error) {
      throw new BadReply(error.name === "TimeoutError" ? "no answer within 10 s" : "the service cannot be reached");
    }
    if (reply.status !== 200) throw new BadReply(`the service answered HTTP ${reply.status}`);
    if (!reply.headers.get("content-type")?.startsWith("text/plain")) throw new BadReply("the reply is not text/plain");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new BadReply("the reply is not UTF-8");
    }
  }
}

/** What a dialled code means to the network: null for another service, else the text of the first turn. */
export function firstText(dialled, serviceCode) {
  const root = serviceCode.replace(/#$/, "");
  if (dialled === serviceCode) return "";
  return dialled.startsWith(`${root}*`) && dialled.endsWith("#") ? dialled.slice(root.length + 1, -1) : null;
}

function randomHex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
}
