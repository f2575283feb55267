import { toFetchHandler } from 'jco/fetch';

import { instantiate } from './app/handler.js';

const handler = toFetchHandler(instantiate);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === location.origin && (pathname.startsWith('/api/') || pathname === '/upper')) {
    event.respondWith(handler(event.request, event));
  }
});
