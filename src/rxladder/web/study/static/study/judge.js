/* Whether an answer is right, by the same rules as on the site and for the shapes that `checking.py` writes.
   Null where only the site can tell: it says so once the answer is sent. */
"use strict";

self.study.judge = (() => {
  const NUMBER = String.raw`(?:\d+\s+\d+\/\d+|\d+\/\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)`;
  const AMOUNT = new RegExp(String.raw`^(-)?\s*(\$)?\s*(-)?(${NUMBER})\s*([^]*)$`);
  const SIGNS = { "\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " " };
  const GLYPHS = { "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8" };
  const FREE = /[\s\-‐‑–—.,'’]+/g;
  const LONGEST = 60;

  const judges = {
    choice: (check, given) => given === check.right,
    typed,
    number: amount,
    ordering: (check, given) => String(given) === String(check.right),
    matching: (check, given) => given.every((place, at) => check.right[at].includes(place)),
  };

  const plain = (text) =>
    text.slice(0, 200).replace(/[®™℠©]/g, "").toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").replace(FREE, "");

  /* What may be neither right nor wrong is left to the site: a name that it may not know, or one with its salt. */
  function typed(check, given) {
    if (check.accepted.includes(plain(given))) return true;
    const last = plain(given.split(/[\s\-,()]+/).filter(Boolean).at(-1) ?? "");
    return check.open || check.endings.includes(last) || check.short.includes(plain(given)) ? null : false;
  }

  // --- amounts, exact: a fraction is a pair of whole numbers

  function amount(check, given) {
    let text = given;
    for (const [sign, plainer] of Object.entries(SIGNS)) text = text.replaceAll(sign, plainer);
    for (const [glyph, plainer] of Object.entries(GLYPHS)) text = text.replaceAll(glyph, ` ${plainer}`);
    text = text.trim().replace(/^=/, "").trimStart();
    const found = text.length <= LONGEST && AMOUNT.exec(text);
    if (!found) return null;
    const [, minus, dollar, second, written, rest] = found;
    if ((minus && second) || (rest && /^[.,/0-9]/.test(rest)) || (dollar && rest.trim())) return null;
    const number = fraction(written.replaceAll(",", ""), minus || second);
    const unit = rest.trim() || dollar || "";
    if (unit && !check.units.length) return null;
    const many = unit ? factor(check, unit) : [1n, 1n];
    if (!number || !many) return null;
    const here = times(number, many);
    const right = check.values.some((value) => equal(here, fraction(value)));
    return right && unit && check.asked && named(check, unit) !== check.asked ? false : right;
  }

  /* "3/4", "1 1/2", "-2.50" as a fraction. */
  function fraction(text, negative = false) {
    const sign = negative ? -1n : 1n;
    const sum = text.trim().split(/\s+/).map(one).reduce((a, b) => a && b && plus(a, b), [0n, 1n]);
    return sum && [sum[0] * sign, sum[1]];
  }

  function one(text) {
    const [above, below = "1"] = text.split("/");
    const [whole, decimals = ""] = above.split(".");
    const bottom = BigInt(below) * 10n ** BigInt(decimals.length);
    return bottom ? [BigInt(`${whole}${decimals}` || "0"), bottom] : null;
  }

  const plus = ([a, b], [c, d]) => [a * d + c * b, b * d];
  const times = ([a, b], [c, d]) => [a * c, b * d];
  const equal = ([a, b], [c, d]) => a * d === c * b;

  const spelt = (text) => text.toLowerCase().replace(/\s+/g, "").replace(/\.+$/, "");
  const parts = (unit) => unit.split(/\/|\bper\b|\ba\b|\ban\b/i);

  /* How many of the asked unit one of this unit is; nothing where it is not of the asked kind. */
  function factor(check, unit) {
    const whole = check.units.length === 1 ? [unit] : parts(unit);
    if (whole.length !== check.units.length) return null;
    const found = whole.map((part, at) => check.units[at][spelt(part)]);
    if (found.some((value) => value === undefined)) return null;
    const [above, below] = found.map((value) => fraction(value));
    const own = fraction(check.factor);
    const here = below ? [above[0] * below[1], above[1] * below[0]] : above;
    return [here[0] * own[1], here[1] * own[0]];
  }

  const named = (check, unit) =>
    (check.units.length === 1 ? [unit] : parts(unit)).map((part) => check.names[spelt(part)]).join("/");

  return (check, given) => judges[check.kind](check, given);
})();
