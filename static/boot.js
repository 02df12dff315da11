// Starts the page, notices when it does not start, and shows how to save progress when it fails.
// This file keeps its address from build to build: it must be able to start any of them.
'use strict';

(() => {
  const PREFIX = 'certdeck/';
  /** What has gone wrong, in words; the recovery page and the tests read it. */
  const trouble = [];
  let started = false;

  // Theme, text size and motion before anything is painted, as ui/shell.rs wrote them down.
  try {
    const [theme, size, motion] = (localStorage.getItem(PREFIX + 'look') || '').split('|');
    const root = document.documentElement;
    if (theme) root.dataset.theme = theme;
    if (size) root.style.setProperty('--text-size', size);
    if (motion) root.dataset.motion = motion;
  } catch (error) {
    // Where storage is blocked the system's wishes hold.
  }

  /** What the first item waits for. */
  const urgent = [];

  // Who comes to a track's page will need its pack, and Study its part: they are asked for now, not when the program
  // has started.
  const meta = (name) => (document.querySelector('meta[name=' + name + ']') || { content: '' }).content;
  const wants = /^#\/(study|practice|library|item)\/([a-z]+)/.exec(location.hash) || [];
  const pack = wants[2] && meta('certdeck-packs').split(' ').find((name) => name.startsWith(wants[2] + '.'));
  if (pack) preload('packs/' + pack + '?b=' + meta('certdeck-build'));
  // The program says when it has both.
  let studied;
  if (wants[1] === 'study' && pack && meta('certdeck-study')) {
    preload(meta('certdeck-study'));
    urgent.push(new Promise((done) => { studied = done; setTimeout(done, 20000); }));
  }

  function preload(href) {
    const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href });
    urgent.push(new Promise((done) => { link.onload = link.onerror = done; }));
    document.head.append(link);
  }

  // The page's policy lets addresses of scripts through only here.
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy('certdeck', { createScriptURL: (name) => ownScript(name) })
    : { createScriptURL: (name) => ownScript(name) };

  function ownScript(name) {
    if (!/^[a-z][a-z0-9_-]*(\.[a-z0-9]+)?\.js$/.test(name)) throw new TypeError('not a script of Certdeck: ' + name);
    return new URL(name, document.baseURI).href;
  }

  const note = (text) => { if (trouble.length < 50) trouble.push(String(text).slice(0, 2000)); };

  document.addEventListener('securitypolicyviolation', (event) =>
    note('policy: ' + event.effectiveDirective + ' ' + event.blockedURI));
  window.addEventListener('unhandledrejection', (event) => fail(event.reason));
  window.addEventListener('error', (event) => {
    if (event.target && event.target !== window) {
      const address = event.target.href || event.target.src || '';
      note('missing: ' + address);
      // A style sheet or script that is gone: the document is older than the site.
      if (!started && /\.(css|js|wasm)$/.test(address)) gone();
    } else {
      fail(event.error || event.message);
    }
  }, true);
  window.addEventListener('certdeck-panic', (event) => { note(event.detail); recovery(); });

  function fail(reason) {
    note(reason && reason.message ? reason.name + ': ' + reason.message : reason);
    // After a trap the program's memory cannot be trusted any more.
    if (window.WebAssembly && reason instanceof WebAssembly.RuntimeError) recovery();
  }

  // ---- Start

  async function start() {
    if (!window.WebAssembly || !window.BigInt) {
      return page('This browser is too old', ['Certdeck needs a browser from 2023 or later: Firefox, Chrome, Edge or Safari.']);
    }
    const slow = setTimeout(() => say('This takes longer than usual. The connection may be slow; nothing is lost.'), 12000);
    // Who comes for another page than Today and Study needs the program of all pages, and that one alone.
    const near = /^(#?\/?|#\/study(\/.*)?|#\/\?.*)$/.test(location.hash);
    const restore = keepExports(near ? compileParts() : []);
    // Who has been here before sees their page at once: the text for newcomers would only flash up.
    if (controlled()) {
      document.documentElement.classList.add('back');
      setTimeout(() => document.documentElement.classList.remove('back'), 1000);
    }
    try {
      if (near) {
        await run(document.getElementById('app-js').href, document.getElementById('app-wasm').href);
        started = true;
      } else {
        started = true;
        await rooms();
      }
    } catch (error) {
      started = false;
      note(error && error.message ? error.name + ': ' + error.message : error);
      if (trouble.some((text) => text.startsWith('panic'))) return;
      await gone();
    } finally {
      restore();
      clearTimeout(slow);
    }
    if (started) afterwards();
  }

  /** What the first item does not need would take the line from it. What an answer needs comes once all that is urgent
      has arrived and is shown; the rest a moment later, and the service worker last. */
  async function afterwards() {
    const pause = (ms) => new Promise((then) => setTimeout(then, ms));
    const fetchAll = (names) => names.forEach((name) => fetchPart(name).catch(() => {}));
    for (let arrived = -1; arrived < urgent.length;) {
      arrived = urgent.length;
      await Promise.allSettled(urgent);
      await pause(400);
      if (arrived) whenIdle(() => fetchAll(['answer']));
      await pause(400);
    }
    // The care for the data begins three seconds after the start: by then the rest is here.
    fetchAll(PARTS);
    await pause(1600);
    whenIdle(register);
  }

  const controlled = () => Boolean(navigator.serviceWorker && navigator.serviceWorker.controller);
  const run = async (js, wasm) => (await import(js)).default({ module_or_path: wasm });
  const named = (role) => new URL(meta('certdeck-' + role), document.baseURI).href;

  /** Starts the program of all pages; it takes the place of the first. A second try has another address: what could
      not be imported once is not tried again by every browser. */
  let wanted, tries = 0;
  function rooms() {
    const again = tries ? '?again=' + tries : '';
    wanted = wanted || Promise.all([style(), run(named('rooms-glue') + again, named('rooms'))]).catch((error) => {
      wanted = undefined;
      tries += 1;
      throw error;
    });
    return wanted;
  }

  /** The style sheet of these pages; without it they can be used. */
  const style = () => new Promise((done) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: named('rooms-style'), onload: done, onerror: done });
    document.head.append(link);
  });

  // ---- The late parts of the first program (tools/split)

  const PARTS = ['study', 'answer', 'rest'];
  const here = {};
  let exported;

  /** Keeps what the program exports from the moment there is one: its start may already want a late function. */
  function keepExports(parts) {
    const real = {};
    for (const name of ['instantiate', 'instantiateStreaming']) {
      real[name] = WebAssembly[name];
      if (real[name]) WebAssembly[name] = async (...given) => {
        const made = await real[name].apply(WebAssembly, given);
        if (!exported) {
          exported = (made.instance || made).exports;
          for (const [name, part] of await parts) if (missing(name)) put(name, part);
        }
        return made;
      };
    }
    return () => Object.assign(WebAssembly, real);
  }

  const put = (name, module) => {
    new WebAssembly.Instance(module, { p: exported });
    here[name] = true;
  };

  /** Where the service worker has all parts they are there before the program starts: offline there is no other way,
      since not every engine lets a worker answer a request that the page waits for. Resolves to names and modules. */
  async function compileParts() {
    if (!controlled()) return [];
    const compile = async (name) => [name, await WebAssembly.compile(await (await fetch(named(name))).arrayBuffer())];
    const parts = await Promise.allSettled(PARTS.map(compile));
    // One that is not there is fetched when it is needed.
    return parts.filter((part) => part.value).map((part) => part.value);
  }

  /** The program of all pages is whole: it exports nothing for parts. */
  const missing = (name) => here[name] !== true && exported['~m0'];

  /** Fetches a part once; one that did not arrive is asked for again the next time. */
  function fetchPart(name) {
    if (!missing(name)) return Promise.resolve();
    here[name] = here[name] || (async () => {
      try {
        const answer = await fetch(named(name));
        if (!answer.ok) throw new Error(name + ': status ' + answer.status);
        await WebAssembly.instantiate(await answer.arrayBuffer(), { p: exported });
        here[name] = true;
      } catch (error) {
        if (here[name] !== true) here[name] = undefined;
        throw error;
      }
    })();
    return here[name];
  }

  /** A late function is called and its part is not here: the page waits for it. */
  function late() {
    for (const name of PARTS.filter(missing)) {
      try {
        const request = new XMLHttpRequest();
        request.open('GET', named(name), false);
        request.overrideMimeType('text/plain; charset=x-user-defined');
        request.send();
        const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
        put(name, new WebAssembly.Module(bytes));
      } catch (error) {
        // The program can't go on without it.
        gone();
        throw error;
      }
      waits += 1;
    }
  }
  /** How often that was so: it should not be. */
  let waits = 0;

  /** Something that the document names is not there: once, try again past every cache. */
  let asked = false;
  async function gone() {
    if (asked) return;
    asked = true;
    if (navigator.onLine !== false && !triedJustNow()) return reload();
    page('Certdeck could not start', [
      'A part of the page did not arrive. That happens while a new version is being published, or when the connection drops. Your progress is safe in this browser.',
      'Try again in a minute. If it stays like this, download your progress first, then clear the cached files of this site (not its data).',
    ]);
  }

  /** Loads the page with files that come from the site and not from a cache, where even "not found" may be kept. */
  async function reload() {
    const files = Array.from(document.querySelectorAll('link[href][rel=stylesheet], #app-js, #app-wasm'), (link) => link.href);
    files.push(...[...PARTS, 'rooms', 'rooms-glue', 'rooms-style'].map(named));
    try {
      await Promise.all([document.baseURI.split('#')[0], ...files].map((address) => fetch(address, { cache: 'reload' })));
    } catch (error) {
      note(error.message);
    }
    location.reload();
  }

  /** Whether the page was loaded again less than half a minute ago; from now on it was. */
  function triedJustNow() {
    try {
      const last = Number(sessionStorage.getItem(PREFIX + 'reloaded'));
      sessionStorage.setItem(PREFIX + 'reloaded', String(Date.now()));
      return Date.now() - last < 30000;
    } catch (error) {
      const [navigation] = performance.getEntriesByType('navigation');
      return !navigation || navigation.type === 'reload';
    }
  }

  function say(text) {
    const line = document.getElementById('starting');
    if (line && !started) line.textContent = text;
  }

  const whenIdle = (then) => (window.requestIdleCallback ? requestIdleCallback(then, { timeout: 4000 }) : setTimeout(then, 1500));

  // ---- Offline

  async function register() {
    if (!('serviceWorker' in navigator)) return;
    try {
      const registration = await navigator.serviceWorker.register(policy.createScriptURL('sw.js'), { updateViaCache: 'none' });
      const ready = await navigator.serviceWorker.ready;
      const saving = navigator.connection && navigator.connection.saveData;
      if (!saving) setTimeout(() => ready.active && ready.active.postMessage('CACHE_PACKS'), 3000);
      // A page that stays open for days asks now and then, when somebody comes back to it.
      let last = Date.now();
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible' && Date.now() - last > 3600000) {
          last = Date.now();
          registration.update().catch(() => {});
        }
      });
    } catch (error) {
      // Without the worker all works, online only. A site that is being published fails here and heals next time.
      console.info('Certdeck: not stored for offline use this time.', error && error.message);
    }
  }

  // ---- Recovery: plain elements and no WebAssembly

  function recovery() {
    page('Certdeck has stopped', [
      'A fault in Certdeck, not in anything you did. Your answers up to this moment are stored in this browser; you can download them to be sure, then go on.',
    ]);
  }

  let shown = false;
  function page(title, paragraphs) {
    if (shown) return;
    shown = true;
    const make = (name, text, attributes) => {
      const element = document.createElement(name);
      if (text) element.textContent = text;
      for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
      return element;
    };
    const main = make('main', '', { id: 'recovery' });
    const heading = make('h1', title, { tabindex: '-1' });
    const row = make('p', '', { class: 'row' });
    const again = make('button', 'Load again', { class: 'primary', type: 'button' });
    const save = make('button', 'Download my progress', { type: 'button' });
    const status = make('p', '', { class: 'quiet', role: 'status' });
    again.addEventListener('click', reload);
    save.addEventListener('click', () => download().then((count) => {
      status.textContent = count ? 'Saved ' + count + ' records. Settings → Import reads this file.' : 'No progress is stored in this browser.';
    }));
    row.append(again, save);
    main.append(heading, ...paragraphs.map((text) => make('p', text)), row, status);
    if (trouble.length) {
      const details = make('details');
      details.append(make('summary', 'What happened, for a report'), make('pre', trouble.join('\n'), { class: 'scroll' }));
      main.append(details);
    }
    const app = document.getElementById('app');
    if (app) app.remove();
    document.body.append(main);
    document.title = title;
    heading.focus();
  }

  /** Everything that both stores hold, as one file; resolves to the number of records. */
  async function download() {
    const records = {};
    try {
      for (const [name, text] of await journal()) records[name] = text;
    } catch (error) {
      note(error);
    }
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX)) records[key.slice(PREFIX.length)] = localStorage.getItem(key);
      }
    } catch (error) {
      note(error);
    }
    const count = Object.keys(records).length;
    if (count) {
      const file = new Blob([JSON.stringify({ certdeck: 'recovery', version: 1, records }, null, 1)], { type: 'application/json' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = 'certdeck-recovery.json';
      document.body.append(link);
      link.click();
      link.remove();
    }
    return count;
  }

  const journal = () => new Promise((resolve, reject) => {
    const request = indexedDB.open('certdeck/journal');
    request.onerror = () => reject(request.error);
    // Nothing was there: leave nothing behind.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => {
      const store = request.result.transaction('records').objectStore('records');
      const names = store.getAllKeys();
      const texts = store.getAll();
      texts.onerror = () => reject(texts.error);
      texts.onsuccess = () => resolve(names.result.map((name, n) => [name, texts.result[n]]));
    };
  });

  // What the page may ask of this file, and what tests look at.
  window.certdeck = Object.freeze({
    trouble,
    rooms,
    late,
    study: (all) => {
      // The program of all pages is whole.
      const parts = wanted ? Promise.resolve() : Promise.all((all ? PARTS : ['study']).map(fetchPart));
      urgent.push(parts);
      Promise.allSettled([parts]).then(studied);
      if (all) parts.catch(gone);
      return parts;
    },
    waits: () => waits,
    worker: (name) => new Worker(policy.createScriptURL(name), { type: 'module' }),
  });

  start();
})();
