// Answers requests: https://developer.mozilla.org/docs/Web/API/FetchEvent

/** @param {Request} request */
async function answer(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/') return new Response('Hello from {{name}}');
  return new Response('not found', { status: 404 });
}

addEventListener('fetch', (event) => {
  const { request, respondWith } = /** @type {any} */ (event);
  respondWith.call(event, answer(request));
});
