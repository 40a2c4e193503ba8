/* What a device keeps for studying without a network: a pack of questions, and the answers that wait to be sent.
   Both are bound to a person. Used by the pages and by the service worker. */
"use strict";

self.study = (() => {
  const AT_ONCE = 100;
  const SYNC = "/study/sync/";

  // --- the database of the browser

  let opened;
  function open() {
    opened ||= new Promise((done, failed) => {
      const asked = indexedDB.open("rxladder-study", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("packs", { keyPath: "person" });
        asked.result.createObjectStore("answers", { keyPath: "id" }).createIndex("person", "person");
        asked.result.createObjectStore("told");
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    return opened;
  }

  async function change(store, mode, work) {
    const transaction = (await open()).transaction(store, mode);
    const asked = work(transaction.objectStore(store));
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done(asked ? asked.result : undefined);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  }

  const read = (store, work) => change(store, "readonly", work);
  const write = (store, work) => change(store, "readwrite", work);

  // --- whose device it is now

  const person = () => read("told", (told) => told.get("person"));

  /* The person whose page is open. Packs of others go; their answers stay until they come back. */
  async function belongsTo(id) {
    if ((await person()) === id) return;
    await forgetPacks();
    await write("told", (told) => told.put(id, "person"));
  }

  async function forgetPacks() {
    await write("packs", (packs) => packs.clear());
    await write("told", (told) => told.delete("person"));
  }

  // --- the pack

  async function pack() {
    const id = await person();
    return id && (await read("packs", (packs) => packs.get(id)));
  }

  const keepPack = (fresh) => write("packs", (packs) => packs.put(fresh));

  // --- the answers

  const keepAnswer = (answer) => write("answers", (answers) => answers.put(answer));

  async function waiting() {
    const id = await person();
    return id ? read("answers", (answers) => answers.index("person").getAll(id)) : [];
  }

  /* Send what waits. An answer leaves the device only when the site says that it has it, so one that was sent
     and not acknowledged is sent again; its id lets it count once. True where nothing waits any more. */
  async function send() {
    const all = await waiting();
    if (!all.length) return true;
    const hello = await fetch(SYNC, { credentials: "same-origin", cache: "no-store" });
    if (!hello.ok) return false;
    const { person: there, token } = await hello.json();
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE).filter((answer) => answer.person === there);
      if (some.length && !(await sendSome(there, token, some))) return false;
    }
    return !(await waiting()).length;
  }

  async function sendSome(there, token, some) {
    const answer = await fetch(SYNC, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ person: there, now: Date.now(), answers: some }),
    });
    if (!answer.ok) return false;
    const { settled } = await answer.json();
    await write("answers", (answers) => {
      for (const id of settled) answers.delete(id);
    });
    return true;
  }

  return { belongsTo, forgetPacks, pack, keepPack, keepAnswer, waiting, send, person };
})();
