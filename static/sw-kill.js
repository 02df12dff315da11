// The kill switch: published as sw.js it takes away the service worker and its caches, and nothing else.
// `cargo xtask precache --kill-switch <site>` puts it there; see "When a service worker must go" in PLATFORM.md.
// Open pages go on as they are; the next visit comes from the site.
'use strict';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const mine = `certdeck${new URL(self.registration.scope).pathname}@`;
  // More than once: the worker before this one may still be keeping a file, which makes its cache anew.
  for (let round = 0; round < 4; round += 1) {
    for (const name of await caches.keys()) if (name.startsWith(mine)) await caches.delete(name);
    await new Promise((done) => setTimeout(done, 400));
  }
  await self.registration.unregister();
})()));
