/* Studying without a network: asks from the pack that the device keeps, judges, explains, and keeps each answer
   until it can be sent. The site judges again; what is said here is what it will say. */
"use strict";

(async () => {
  const place = document.querySelector("#asked");
  const words = (name) => document.querySelector(`#words [data-word=${name}]`).textContent;
  const made = (name) => document.querySelector(`#part-${name}`).content.cloneNode(true);
  const tally = { answered: 0, right: 0 };
  let pack, open, shownAt;

  // --- judging: true, false, or null where only the site can tell; `judge.js` has the rules

  // --- reading what was given

  function given(form, item) {
    const data = new FormData(form);
    const chosen = (name) => (data.get(name) === null || data.get(name) === "" ? null : Number(data.get(name)));
    const kind = item.check.kind;
    if (kind === "choice") return chosen("answer");
    if (kind === "typed") return data.get("answer").trim() || null;
    if (kind === "number") return data.get("answer").trim() && `${data.get("answer").trim()} ${data.get("unit").trim()}`.trim();
    const several = item.check.right.map((_, at) => chosen(`${kind === "ordering" ? "place" : "pair"}-${at}`));
    if (several.includes(null)) return null;
    if (kind === "matching") return several;
    const order = several.map((_, at) => several.indexOf(at));
    return order.includes(-1) ? null : order;
  }

  // --- asking

  const left = () => (pack ? pack.questions.filter((item) => !item.done) : []);

  async function ask() {
    pack = await self.study.pack();
    const waiting = (await self.study.waiting()).length;
    open = left()[0];
    if (!open) return finish(waiting);
    place.replaceChildren(made("question"));
    place.querySelector("[data-fill=count]").textContent = words("left").replace("#", left().length);
    place.querySelector("[data-fill=waiting]").textContent = waiting ? words("waiting").replace("#", waiting) : "";
    place.querySelector("[data-fill=asked]").innerHTML = open.asked;
    const form = place.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      take(form, event.submitter?.name === "unknown");
    });
    self.study.better(place);
    self.scrollTo(0, 0);
    shownAt = performance.now();
  }

  async function take(form, unknown) {
    const item = open;
    const said = unknown ? null : given(form, item);
    if (!unknown && (said === null || said === "")) return complain(form);
    const right = said === null ? false : self.study.judge(item.check, said);
    const answer = {
      id: crypto.randomUUID(), person: pack.person, card: item.card, seed: item.seed, same: item.same, made: pack.made,
      at: Date.now(), seconds: (performance.now() - shownAt) / 1000, given: said, right,
    };
    await self.study.keepAnswer(answer);
    item.done = true;
    await self.study.keepPack(pack);
    tally.answered += 1;
    tally.right += right ? 1 : 0;
    later();
    explain(item, said, right);
  }

  function complain(form) {
    const wrong = form.querySelector("[data-fill=wrong]");
    wrong.textContent = words("incomplete");
    wrong.hidden = false;
  }

  function explain(item, said, right) {
    place.replaceChildren(made("answered"));
    const head = place.querySelector("h1");
    head.textContent = words(right ? "right" : said === null ? "unknown" : right === null ? "later" : "wrong");
    head.closest(".verdict").classList.add(right ? "right" : "not-right");
    place.querySelector("[data-fill=answer]").textContent = item.answer;
    place.querySelector("[data-fill=because]").textContent = (!right && item.check.kind === "choice" && item.whys[said]) || "";
    place.querySelector("[data-fill=explained]").innerHTML = item.explained;
    place.querySelector("#next").addEventListener("click", ask);
    head.focus({ preventScroll: true });
    self.scrollTo(0, 0);
  }

  function finish(waiting) {
    place.replaceChildren(made(pack?.questions.length ? "end" : "nothing"));
    const fill = (name, text) => {
      const spot = place.querySelector(`[data-fill=${name}]`);
      if (spot) spot.textContent = text;
    };
    fill("tally", tally.answered ? words("tally").replace("#", tally.right).replace("#", tally.answered) : "");
    fill("waiting", waiting ? words("waiting").replace("#", waiting) : "");
  }

  // --- back on the network

  async function later() {
    try {
      const worker = await navigator.serviceWorker?.ready;
      await worker?.sync?.register("study-answers");
    } catch {
      // No such help from this browser: the next page that is opened with a network sends.
    }
  }

  self.addEventListener("online", async () => {
    if (await self.study.send().catch(() => false)) document.querySelector("#back").hidden = false;
  });

  await ask();
})();
