/* The study pages made better: keys, ordering by taps, and what the device keeps for the time without a network. */
"use strict";

(() => {
  const WORKER = "/study/worker.js";
  const PACK = "/study/pack/";
  const OFFLINE = "/study/offline/";
  const ENOUGH = 20;
  const OLD = 6 * 3600 * 1000;

  // --- keys: 1 to 9 choose, Enter checks and goes on

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.matches("input:not([type=radio]), select, textarea");
    if (event.key === "Enter") enter(event, typing);
    else if (!typing && /^[1-9]$/.test(event.key)) pick(event, Number(event.key));
  });

  function enter(event, typing) {
    if (event.target.closest("a, button, summary")) return;
    const form = document.querySelector("#asked form.question");
    const next = document.querySelector("#next");
    if (form && !typing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".begin .button"));
    } else if (next) {
      event.preventDefault();
      next.click();
    }
  }

  function pick(event, number) {
    const target = document.querySelectorAll("#asked .option input, #asked button.ordered")[number - 1];
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  }

  // --- ordering: a tap gives the next place, a second tap takes it back

  function byTaps(root) {
    for (const set of root.querySelectorAll("fieldset.ordering")) {
      const rows = [...set.querySelectorAll("div.ordered")];
      if (!rows.length) continue;
      const help = set.querySelector(".help");
      help.textContent = help.dataset.tap;
      const order = [];
      const buttons = rows.map((row, at) => button(row, () => {
        if (order.includes(at)) order.splice(order.indexOf(at), 1);
        else order.push(at);
        show();
      }));
      const show = () => rows.forEach((row, at) => {
        const place = order.indexOf(at);
        row.querySelector("select").value = place < 0 ? "" : String(place);
        buttons[at].setAttribute("aria-pressed", String(place >= 0));
        buttons[at].querySelector(".spot").textContent = place < 0 ? "" : String(place + 1);
      });
      show();
    }
  }

  function button(row, tapped) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "ordered";
    const words = document.createElement("span");
    words.textContent = row.querySelector("label").textContent;
    const spot = document.createElement("span");
    spot.className = "spot";
    made.append(words, spot);
    made.addEventListener("click", tapped);
    row.hidden = true;
    row.before(made);
    return made;
  }

  function better(root) {
    byTaps(root);
    const first = root.querySelector("[autofocus], #answer");
    if (first) first.focus({ preventScroll: true });
  }

  self.study.better = better;
  if (document.body.dataset.offline === undefined) {
    better(document.querySelector("main"));
    document.addEventListener("htmx:afterSettle", (event) => {
      if (event.target.id === "asked" || event.target.querySelector?.("#asked")) better(document.querySelector("#asked"));
    });
    // The network went while a question was open: go on with what the device has.
    document.addEventListener("htmx:sendError", () => {
      if (document.querySelector("[data-study=question], [data-study=answered]")) self.location.assign(OFFLINE);
    });
  }

  // --- what the device keeps

  async function keep() {
    const told = document.querySelector("meta[name=study-person]");
    if (told) await self.study.belongsTo(told.content);
    await sendQuietly();
    if (told) await refill(told.content);
    await tell();
  }

  async function sendQuietly() {
    try {
      return await self.study.send();
    } catch {
      return false;
    }
  }

  async function refill(person) {
    const had = await self.study.pack();
    const left = had ? had.questions.filter((item) => !item.done).length : 0;
    if (had && left >= ENOUGH && Date.now() - had.fetched < OLD) return;
    const answer = await fetch(PACK, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return;
    const fresh = await answer.json();
    if (fresh.person === person) await self.study.keepPack({ ...fresh, fetched: Date.now() });
  }

  async function tell() {
    const place = document.querySelector("#offline-state");
    if (!place) return;
    const waiting = (await self.study.waiting()).length;
    const had = await self.study.pack();
    const left = had ? had.questions.filter((item) => !item.done).length : 0;
    const text = waiting ? place.dataset.waiting.replace("#", waiting) : left ? place.dataset.ready.replace("#", left) : "";
    place.textContent = text;
    place.hidden = !text;
  }

  async function begin() {
    try {
      if ("serviceWorker" in navigator) await navigator.serviceWorker.register(WORKER);
      await keep();
    } catch {
      // A browser that keeps nothing, such as in a private window: the pages work without.
    }
    document.documentElement.dataset.study = "kept";
  }

  self.addEventListener("online", () => sendQuietly().then(tell));
  begin();
})();
