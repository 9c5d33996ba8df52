// How much of a USSD screen a text fills: GSM 03.38 septets, or UTF-16 units once one character is outside it.

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
  "abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "\f^{}\\[~]|€";

const { septets: SEPTETS, units: UNITS } = document.getElementById("simulator").dataset;

/** {alphabet, unit, used, limit, culprit}; culprit is the first character that needs UCS-2, else "". */
export function measure(text) {
  let septets = 0;
  for (const character of text) {
    if (BASIC.includes(character)) septets += 1;
    else if (EXTENDED.includes(character)) septets += 2;
    else return { alphabet: "UCS-2", unit: "units", used: text.length, limit: Number(UNITS), culprit: character };
  }
  return { alphabet: "GSM-7", unit: "septets", used: septets, limit: Number(SEPTETS), culprit: "" };
}

/** "km" or "en": what a screen reader should take a text for. */
export function language(text) {
  return /[\u1780-\u17ff]/.test(text) ? "km" : "en";
}
