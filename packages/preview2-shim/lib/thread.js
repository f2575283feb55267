// What a worker of a page has to await before a component runs in it that sends HTTP requests.

export { startThread } from '#platform/thread.js';
