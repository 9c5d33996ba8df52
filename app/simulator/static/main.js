// Puts the phone together.

import { Desk } from "./desk.js";
import { fill, minutes } from "./gauge.js";
import { Inbox } from "./inbox.js";
import { wireKeys } from "./keys.js";
import { Line } from "./line.js";
import { Phone } from "./phone.js";
import { Screen } from "./screen.js";
import { Talk } from "./talk.js";

const NO_NUMBER = "Not dialled: the phone number under “Phone and line” is none.";

const { callback, serviceCode, callSeconds } = document.getElementById("simulator").dataset;
const drop = document.getElementById("drop");
const repeat = document.getElementById("repeat");
const clock = document.getElementById("clock");

const desk = new Desk(() => inbox.look());
const inbox = new Inbox(() => desk.phoneNumber);
const line = new Line({ callSeconds: Number(callSeconds), idleSeconds: () => desk.idleSeconds, onTick: tick });
const screen = new Screen(refresh);
const phone = new Phone({ line, screen, talk: new Talk(), settings });
let lastDialled = serviceCode;

function settings() {
  const { networkCode, phoneNumber } = desk;
  return { callback, serviceCode, networkCode, phoneNumber, loseNext: () => desk.loseNext() };
}

function tick({ call, idle }) {
  const limit = desk.idleSeconds;
  fill("call-gauge", call / line.callSeconds, `${minutes(call)} of ${minutes(line.callSeconds)}`);
  fill("idle-gauge", limit ? idle / limit : 0, limit ? `${Math.floor(idle)} of ${limit} s` : `${Math.floor(idle)} s`);
}

function refresh(phase) {
  desk.lock(phone.onCall);
  drop.disabled = !phone.open;
  repeat.disabled = !phone.canRepeat;
  if (phase === "idle" || phase === "over") inbox.look();
}

function call() {
  if (phone.phase === "asking") return screen.typed && phone.answer(screen.typed);
  if (phone.onCall) return undefined;
  return dial(screen.typed || lastDialled);
}

function dial(code) {
  if (!desk.ready()) return phone.refuse(NO_NUMBER);
  lastDialled = code;
  document.getElementById("entry").placeholder = code;
  return phone.dial(code);
}

function clear() {
  if (screen.typed || phone.onCall) screen.rub();
  else phone.hangUp();
}

function showTime() {
  clock.textContent = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

wireKeys({
  press: (sign) => screen.type(sign),
  act: (deed) => ({ call, clear, "hang-up": () => phone.hangUp() })[deed](),
  scroll: (lines) => screen.scroll(lines),
});
for (const chip of document.querySelectorAll("[data-dial]")) {
  chip.addEventListener("click", () => dial(chip.dataset.dial));
}
drop.addEventListener("click", () => phone.drop());
repeat.addEventListener("click", async () => {
  await phone.repeat();
  refresh(phone.phase);
});
window.addEventListener("pagehide", () => phone.drop("the page is left"));
tick({ call: 0, idle: 0 });
screen.weigh("");
screen.show("idle", "");
showTime();
setInterval(showTime, 10_000);
