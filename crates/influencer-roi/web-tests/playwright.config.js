// The stories run against the real program: set ROI_PROGRAM to it. Each story has a program, a data folder and a browser page of its own.

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'browser',
  testMatch: '*.spec.js',
  fullyParallel: true,
  workers: 2,
  // axe on a busy machine takes half a minute; a story that hangs is still ended.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // On a busy machine a story may lose a race against its own clicks. It runs once more and is listed as flaky: a fault fails twice.
  retries: 1,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 1000 },
    locale: 'en-IN',
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
