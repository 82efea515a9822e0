// Starts the program that is tested: on a free port of this machine, with an empty data folder, and stops it afterwards.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 20_000;

/** @returns {Promise<{ address: string, stop: () => Promise<void> }>} */
export async function startProgram() {
  const program = process.env.ROI_PROGRAM;
  if (!program) throw new Error('Set ROI_PROGRAM to the influencer-roi program that the stories are to run against.');
  const folder = await mkdtemp(join(tmpdir(), 'roi-story-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const running = spawn(program, ['serve', '--listen', listen, '--data-dir', join(folder, 'data')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  running.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => running.once('exit', resolve));
  await untilHealthy(`http://${listen}`, running, () => said);
  return {
    address: `http://${listen}`,
    async stop() {
      running.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} address @param {import('node:child_process').ChildProcess} running @param {() => string} said */
async function untilHealthy(address, running, said) {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (running.exitCode !== null) break;
    const answer = await fetch(`${address}/healthz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  running.kill('SIGKILL');
  throw new Error(`The program did not answer on ${address}/healthz. It said:\n${said()}`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
