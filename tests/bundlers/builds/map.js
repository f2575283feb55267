/** Where the library's imports come from, relative to it. */
export const map = { 'test:library/*': './library-host.js', notify: './library-host.js#notify' };
