// The access log: a line for each response, on standard output.

import { writeSync } from 'node:fs';

/** @typedef {import('./exchange.js').Request} Request */
/** @typedef {import('./exchange.js').Outcome} Outcome */

// For how many milliseconds lines are collected.
const PAUSE = 100;

/**
 * @param {'text' | 'json'} format
 * @returns {(request: Request, outcome: Outcome, milliseconds: number) => void}
 */
export function accessLog(format) {
  const line = format === 'json' ? jsonLine : textLine;
  let lines = '';
  const write = () => {
    const text = lines;
    lines = '';
    try {
      writeSync(1, text);
    } catch {
      // Whoever read the log has gone: that is no reason to stop serving.
    }
  };
  process.on('exit', () => lines !== '' && write());
  return (request, outcome, milliseconds) => {
    if (lines === '') setTimeout(write, PAUSE).unref();
    lines += `${line(request, outcome, milliseconds)}\n`;
  };
}

/**
 * @param {Request} request
 * @param {Outcome} outcome
 * @param {number} milliseconds
 */
const jsonLine = ({ method, url, socket }, { status, bytes, isAborted, failure }, milliseconds) =>
  JSON.stringify({
    time: new Date().toISOString(),
    client: socket.remoteAddress,
    method,
    path: url,
    status,
    bytes,
    milliseconds: Math.round(milliseconds * 100) / 100,
    ...(isAborted ? { aborted: true } : {}),
    ...(failure === undefined ? {} : { failure }),
  });

/**
 * @param {Request} request
 * @param {Outcome} outcome
 * @param {number} milliseconds
 */
const textLine = ({ method, url, socket }, { status, bytes, isAborted }, milliseconds) => {
  const time = new Date().toISOString();
  const end = isAborted ? ' aborted' : '';
  return `${time} ${socket.remoteAddress ?? '-'} ${method} ${url} ${status || '-'} ${bytes} ${milliseconds.toFixed(2)}ms${end}`;
};
