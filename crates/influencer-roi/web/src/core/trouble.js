// What went wrong between page and server, in words.

import { ServerError, Unreachable } from './server.js';

/** @param {unknown} error */
export function troubleText(error) {
  if (error instanceof Unreachable) {
    return navigator.onLine
      ? 'The server does not answer. It may be starting again; check that the program is running.'
      : 'You are offline. The page asks again as soon as the connection is back.';
  }
  if (error instanceof ServerError) return `${error.message}${error.requestId ? ` (request ${error.requestId})` : ''}`;
  return `Something on the page failed: ${error instanceof Error ? error.message : String(error)}.`;
}
