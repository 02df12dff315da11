// Serves the site from a cache that holds exactly one build. `cargo xtask precache` fills in the three lists.
'use strict';

const BUILD = '__BUILD__';
/** Address and SHA-256 of what the app needs to start; installed whole or not at all. */
const CORE = ['__CORE__'];
/** The same of the packs and the optimiser; kept when first used, the others when the page is idle. */
const PACKS = ['__PACKS__'];

const SCOPE = new URL(self.registration.scope);
// Other sites on this origin have caches too, and so may another copy of this one under another path.
const MINE = `certdeck${SCOPE.pathname}@`;
const NAME = MINE + BUILD;
const SUMS = new Map([...CORE, ...PACKS]);
const address = (path) => new URL(path, SCOPE).href;

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The file of this very build, from an older cache of ours or from the site; throws where there is none. */
async function verified(path) {
  const sum = SUMS.get(path);
  for (const name of await mine()) {
    const older = await caches.match(address(path), { cacheName: name });
    if (older && (await sha256(await older.clone().arrayBuffer())) === sum) return older;
  }
  const answer = await fetch(address(path), { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  if ((await sha256(bytes)) !== sum) throw new Error(`${path} is not the file of build ${BUILD}`);
  return new Response(bytes, { headers: { 'content-type': answer.headers.get('content-type') || 'application/octet-stream' } });
}

const mine = async () => (await caches.keys()).filter((name) => name.startsWith(MINE));

/** `packs/csm` of `packs/csm.1a2b3c4d.json`, `optimizer` of `optimizer.1a2b3c4d.js`. */
const stem = (path) => path.split('.')[0];

/** Packs that were in use under an older build must be there offline under this one too. */
async function packsInUse() {
  const used = new Set();
  for (const name of await mine()) {
    for (const request of await (await caches.open(name)).keys()) {
      if (request.url.startsWith(SCOPE.href)) used.add(stem(request.url.slice(SCOPE.href.length)));
    }
  }
  return PACKS.map(([path]) => path).filter((path) => used.has(stem(path)));
}

async function install() {
  const paths = [...CORE.map(([path]) => path), ...(await packsInUse())];
  const files = await Promise.all(paths.map(async (path) => [path, await verified(path)]));
  try {
    const cache = await caches.open(NAME);
    for (const [path, file] of files) await cache.put(address(path), file);
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function activate() {
  for (const name of await mine()) if (name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

// Looking and keeping never make a cache anew: after an update or the kill switch an old worker may still be asked.
const held = (path) => caches.match(address(path), { cacheName: NAME });

async function keep(path, file) {
  if (await caches.has(NAME)) await (await caches.open(NAME)).put(address(path), file);
}

async function keepPacks() {
  for (const [path] of PACKS) {
    // One that fails now is fetched when it is used.
    try { if (!(await held(path))) await keep(path, await verified(path)); } catch { return; }
  }
}

async function respond(path) {
  const kept = await held(path);
  if (kept) return kept;
  let file;
  try {
    file = await verified(path);
  } catch (error) {
    // Offline is offline; a file that is there but not of this build is as good as gone.
    return error instanceof TypeError ? Response.error() : new Response(null, { status: 404 });
  }
  await keep(path, file.clone()).catch(() => {});
  return file;
}

/** An address of the site that is no file: the site's own answer, or the page at that route when offline. */
async function elsewhere(request, path) {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(address('#/' + path));
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') self.skipWaiting();
  if (event.data === 'CACHE_PACKS') event.waitUntil(keepPacks());
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return;
  const rest = url.pathname.slice(SCOPE.pathname.length);
  const path = rest === '' || rest === 'index.html' ? './' : rest;
  const build = url.searchParams.get('b');
  if (build && build !== BUILD && path === 'packs/tracks.json') {
    // A page of another build asks for what has no hash in its name.
    event.respondWith(new Response(null, { status: 409 }));
  } else if (SUMS.has(path)) {
    event.respondWith(respond(path));
  } else if (event.request.mode === 'navigate') {
    event.respondWith(elsewhere(event.request, rest));
  }
});
