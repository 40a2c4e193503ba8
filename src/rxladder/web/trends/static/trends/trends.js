/* Keys of the news: they move the focus and press the buttons that are there. Nothing needs them. */
"use strict";

(() => {
  const OFF = "rxladder-news-keys-off";
  const keys = document.querySelector("#keys");
  // A phone has no keys.
  if (!keys || matchMedia("(hover: none) and (max-width: 40rem)").matches) return;
  const box = keys.querySelector("#keys-on");
  keys.hidden = false;

  // A person who speaks to the device, or whose hands slip, can turn single keys off.
  const isOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try { if (box.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); } catch { /* kept for this page */ }
  });

  const stories = () => [...document.querySelectorAll("[data-story]")];
  const here = () => document.activeElement?.closest?.("[data-story], [data-item]") ?? document.querySelector("[data-item]");

  function move(step) {
    const all = stories();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement?.closest?.("[data-story]"));
    if (at >= 0 && at + step >= all.length) {
      document.querySelector("a[rel=next]")?.focus();
      return;
    }
    const link = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(at + step, 0)].querySelector("[data-open]");
    link.focus();
    link.closest("[data-story]").scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const story = here();
    const button = story?.querySelector(`[data-key="${key}"]`);
    if (!button) return;
    if (story.hasAttribute("data-story")) button.focus();
    button.click();
  }

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    o: () => here()?.querySelector("[data-open]")?.click(),
    s: () => press("s"),
    m: () => press("m"),
    n: () => press("n"),
    r: () => document.querySelector("#refresh-now")?.requestSubmit(),
    u: () => { const back = document.querySelector("[data-item] .crumb a"); back?.click(); },
    "/": () => document.querySelector("#q")?.focus(),
    "?": () => { keys.open = true; keys.querySelector("summary").focus(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !box.checked) return;
    if (event.target.matches("input, select, textarea, [contenteditable]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
