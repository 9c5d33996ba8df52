// Phone numbers as people type them here, and the phones that were used before.

const KEY = "samnaeu.phones";
const MOST = 4;
const INVENTED = ["+85512000101", "+85510000202"];

/** E.164 for a Cambodian or international number, or null. */
export function e164(typed) {
  const plain = typed.replace(/[\s().-]/g, "").replace(/^00/, "+");
  const full = plain.startsWith("0") ? `+855${plain.slice(1)}` : plain;
  return /^\+[1-9]\d{7,14}$/.test(full) ? full : null;
}

/** +85512000101 as 012 000 101; another country's as it is. */
export function national(number) {
  const match = /^\+855(\d{2})(\d{3})(\d{3,4})$/.exec(number);
  return match ? `0${match[1]} ${match[2]} ${match[3]}` : number;
}

/** The phones used before, the last one first. */
export function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    const good = kept.filter((one) => typeof one === "string" && e164(one) === one);
    return good.length ? good : INVENTED;
  } catch {
    return INVENTED; // storage refused or spoilt: the phones are forgotten, nothing else
  }
}

export function remember(number) {
  const phones = [number, ...remembered().filter((one) => one !== number)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(phones));
  } catch {
    return [number];
  }
  return phones;
}
