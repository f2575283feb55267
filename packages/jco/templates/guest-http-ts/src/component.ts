// Answers requests: https://developer.mozilla.org/docs/Web/API/FetchEvent

interface FetchEvent extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/') return new Response('Hello from {{name}}');
  return new Response('not found', { status: 404 });
}

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  (event as FetchEvent).respondWith(answer(request));
});

export {};
