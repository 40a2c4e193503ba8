/* Keeps the page for studying without a network, and gives it out where the network does not answer. */
"use strict";
importScripts("{{ store|escapejs }}");

const CACHE = "rxladder-study-{{ version }}";
const SHELL = "{{ shell|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  const fresh = [SHELL, ...FILES].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("rxladder-study-") && name !== CACHE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    // Nobody is signed in here any more: what was fetched for them goes; what they answered waits for them.
    if (answer.status === 403) await self.study.forgetPacks();
    return [502, 503, 504].includes(answer.status) ? await shell() : answer;
  } catch {
    return shell();
  }
}

async function shell() {
  const found = await caches.match(SHELL);
  return found || Response.error();
}

async function kept(request) {
  return (await caches.match(request, { cacheName: CACHE })) || fetch(request);
}

self.addEventListener("sync", (event) => {
  if (event.tag === "study-answers") event.waitUntil(self.study.send());
});
