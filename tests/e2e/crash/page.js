// Runs before the page's own start script, only where the address has a mode. It works through Certdeck by clicks, and
// tells the server what the journal has confirmed. What stores is the page's own code.
(() => {
  const asked = new URLSearchParams(location.search);
  const mode = asked.get('mode');
  if (!mode) return;
  const session = asked.get('session');
  const pace = Number(asked.get('pace'));
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
  // Seen in Firefox: after a kill the requests of a page can fail until its service worker is up again.
  const tell = async (what) => {
    for (let tries = 0; tries < 100; tries += 1) {
      try {
        return await fetch('/told', { method: 'POST', body: JSON.stringify({ session, ...what }) });
      } catch (error) {
        await rest(100);
      }
    }
    return null;
  };
  const one = (css) => document.querySelector(css);
  const button = (words) => [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === words);

  // A first record, so that the queue does not end: as many new items a day as one likes.
  if (asked.get('name')) localStorage.setItem('certdeck/' + asked.get('name'), asked.get('text'));

  // Putting together lasts as long as the lock is held; letting go begins with the first record that is taken away.
  const held = async () => (await navigator.locks.query()).held.some((lock) => lock.name === 'certdeck/compact');
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    tell({ began: mode });
    await rested();
    tell({ ended: true });
  };
  const rested = async () => {
    do await rest(5); while (await held());
  };
  const watch = async () => {
    while (!(await held())) await rest(5);
    begin();
  };

  let written = 0;
  const batches = new WeakMap();
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (text, name) {
    if (this.name === 'records') {
      const transaction = this.transaction;
      if (!batches.has(transaction)) {
        batches.set(transaction, []);
        // Strict: what is complete is on the disk.
        transaction.addEventListener('complete', () => tell({ kept: batches.get(transaction) }));
      }
      batches.get(transaction).push([String(name), String(text)]);
      if (!String(name).startsWith('s/')) written += 1;
    }
    return put.apply(this, arguments);
  };
  const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function () {
    if (this.name === 'records' && asked.get('sweep')) begin();
    return remove.apply(this, arguments);
  };

  const journal = () => new Promise((done) => {
    const request = indexedDB.open('certdeck/journal');
    request.onerror = () => done(null);
    request.onsuccess = () => {
      const store = request.result.transaction('records').objectStore('records');
      const names = store.getAllKeys();
      const texts = store.getAll();
      texts.onerror = () => done(null);
      texts.onsuccess = () => {
        request.result.close();
        done(names.result.map((name, at) => [name, texts.result[at]]));
      };
    };
  });

  // ---- Of which build what the page gets is

  const sum = async (answer) => {
    if (!answer.ok) return 'status ' + answer.status;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const base = new URL('.', location.href).href;
  const path = (address) => address.slice(base.length).split('?')[0] || './';

  /** The files that this page has loaded, as it gets them again. */
  const files = async () => {
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name.split('#')[0]);
    const own = new Set([base, ...loaded.filter((name) => name.startsWith(base) && !/\/(old|file)-\d+\.json$/.test(name))]);
    return Promise.all([...own].map(async (name) => [path(name), await sum(await fetch(name))]));
  };

  /** What is kept for each build. */
  const kept = async () => {
    const all = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push([name, path(request.url), await sum(await cache.match(request))]);
    }
    return all;
  };

  const pages = async () => {
    if (!navigator.serviceWorker || !navigator.serviceWorker.controller) return null;
    return { build: one('meta[name=certdeck-build]').content, files: await files(), kept: asked.get('look') ? await kept() : [] };
  };

  // ---- What the learner does

  const answer = () => {
    const grade = one('.grades button:nth-child(3)');
    if (grade) return grade.click();
    const option = one('.options input:not(:checked)');
    if (option && !one('.outcome')) option.click();
    const primary = one('.actions .primary');
    if (primary && !primary.disabled) primary.click();
  };

  // Marks the item in front, again and again, and answers it now and then: each click stores one event.
  let working = true;
  const work = async (pace, most) => {
    for (let step = 1; working && written < most; step += 1) {
      const mark = one('.actions [aria-pressed]');
      if (!mark) location.hash = location.hash === '#/study/csm' ? '#/study' : '#/study/csm';
      else if (step % 12 === 0) answer();
      else mark.click();
      await rest(mark ? pace : 200);
    }
  };

  const take = async () => {
    const text = await (await fetch(asked.get('file'))).text();
    location.hash = '#/data';
    while (!one('#import')) await rest(20);
    const files = new DataTransfer();
    files.items.add(new File([text], 'certdeck.json', { type: 'application/json' }));
    one('#import').files = files.files;
    one('#import').dispatchEvent(new Event('change', { bubbles: true }));
    while (!button('Add what is new')) await rest(10);
    tell({ began: mode });
    button('Add what is new').click();
    while (!/ added\.$/.test(one('#note').textContent)) await rest(5);
    tell({ ended: true });
  };

  // The records of the older build are put together by themselves; they go when there is something new to put together.
  const migrate = async () => {
    if (!asked.get('sweep')) return watch();
    while (!Object.keys(localStorage).some((key) => key.startsWith('certdeck/s/'))) await rest(50);
    await rested();
    await work(4, written + 264);
  };

  // Takes the next build as soon as there is one, as somebody does who sees the banner. What is told is waited for: the
  // page that is loaded anew would cut it off.
  const update = async () => {
    if (sessionStorage.getItem('taken') === session) {
      tell({ ended: true });
      return work(pace, Infinity);
    }
    work(pace, Infinity);
    const registration = await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller || registration.active.state !== 'activated') await rest(20);
    await tell({ ready: one('meta[name=certdeck-build]').content });
    // Asked and not waited for: now and then an engine does not answer after a kill, until it is started anew.
    for (let waited = 0; !registration.installing && !registration.waiting; waited += 50) {
      if (waited % 2000 === 0) registration.update().catch(() => {});
      await rest(50);
    }
    await tell({ began: 'installing' });
    while (!registration.waiting) await rest(5);
    await tell({ began: 'waiting' });
    working = false;
    location.hash = '#/';
    while (!button('Update now')) await rest(10);
    sessionStorage.setItem('taken', session);
    await tell({ began: 'taken' });
    button('Update now').click();
  };

  const start = async () => {
    while (!one('.shell')) await rest(20);
    await rest(300);
    const local = Object.keys(localStorage).filter((key) => key.startsWith('certdeck/'));
    const found = { local: local.map((key) => [key.slice(9), localStorage.getItem(key)]), journal: await journal(), pages: await pages() };
    await tell({ found });
    if (mode === 'answer') await work(pace, Infinity);
    if (mode === 'compact') {
      await work(4, 264);
      await watch();
    }
    if (mode === 'import') await take();
    if (mode === 'migrate') await migrate();
    if (mode === 'update') await update();
  };
  start();
})();
