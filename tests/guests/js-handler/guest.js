// A `fetch` handler, as StarlingMonkey runs it.

addEventListener('fetch', (event) => event.respondWith(answer(event.request)));

let requests = 0;

async function answer(request) {
  const { pathname } = new URL(request.url);
  requests += 1;
  if (pathname === '/hello') return new Response('Hello from JavaScript!', { headers: { 'content-type': 'text/plain' } });
  if (pathname === '/count') return new Response(String(requests));
  if (pathname === '/echo') return new Response(await request.text(), { headers: { 'x-method': request.method } });
  if (pathname === '/stream') return new Response(streamOf(['one ', 'two ', 'three']));
  return new Response('not here', { status: 404 });
}

function streamOf(chunks) {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const next = chunks.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(encoder.encode(next));
    },
  });
}
