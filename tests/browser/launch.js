// Starts a real Chromium.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where the browser is: the Debian package `chromium`, or what JCO_CHROMIUM names. */
function executable() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const known = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = process.env.JCO_CHROMIUM ?? known.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('there is no Chromium: `apt-get install chromium`, or name one by JCO_CHROMIUM');
  return path;
}

/**
 * @param {...string} more flags
 * @returns {Promise<import('playwright-core').Browser>}
 */
export const launch = (...more) => chromium.launch({ executablePath: executable(), headless: true, args: [...flags, ...more] });
