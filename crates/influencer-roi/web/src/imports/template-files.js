// Files to begin with: templates of our own three tables, and the files of the sample.

import { askDatasets, askOriginal } from '../core/server.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** Two example rows each. */
const TEMPLATES = Object.entries({
  'influencers.csv':
    'id,name,category,gender,followers,platform\n1,Asha Rao,Fitness,Female,120000,Instagram\n2,Ben Cole,Food,Male,45000,YouTube\n',
  'tracking.csv':
    'source,campaign,influencer_id,product,date,orders,revenue\ninfluencer,Summer,1,Whey,2026-01-15,10,20000\norganic,,,Whey,2026-01-15,6,12000\n',
  'payouts.csv': 'influencer_id,basis,rate,orders,total_payout\n1,order,400,10,4000\n2,post,5000,,5000\n',
});

/** @param {(files: File[]) => void} onFiles */
export function templateFiles(onFiles) {
  const sample = el(
    'button',
    { type: 'button', class: 'button is-small', onclick: async () => onFiles(await sampleFiles()) },
    'Use the sample files',
  );
  return el(
    'div',
    { class: 'upload-templates' },
    el('span', { class: 'card-hint' }, 'Templates to fill in:'),
    ...TEMPLATES.map(([name, content]) =>
      el('a', { class: 'link', download: name, href: `data:text/csv,${encodeURIComponent(content)}` }, icon('download', 14), name),
    ),
    sample,
  );
}

/** Those that the sample was made from; the templates where the sample is no longer there. */
async function sampleFiles() {
  const versions = await askDatasets().catch(() => []);
  const sample = versions.find((version) => version.sample && version.originals);
  if (!sample?.originals) return TEMPLATES.map(([name, content]) => new File([content], name));
  return Promise.all(sample.originals.map(async ({ name }, at) => new File([await askOriginal(sample.id, at)], name)));
}
