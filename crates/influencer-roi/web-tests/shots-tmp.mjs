import { chromium } from '@playwright/test';
import { startProgram } from './browser/program.js';
const program = await startProgram();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, width, colorScheme] of [['light', 1440, 'light'], ['dark', 1440, 'dark'], ['phone', 390, 'light']]) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme });
  page.on('pageerror', (e) => console.log(name, String(e)));
  await page.goto(program.address + '/?view=payouts');
  await page.waitForSelector('.payout-statements', { timeout: 20000 });
  await page.locator('details[data-kind="paid_twice"] summary').click();
  if (name === 'light') await page.locator('.payout-open:not([disabled])').first().click();
  await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: false });
  await page.screenshot({ path: `/tmp/shots/${name}-full.png`, fullPage: true });
  console.log(name, await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]));
  await page.close();
}
await browser.close();
await program.stop();
