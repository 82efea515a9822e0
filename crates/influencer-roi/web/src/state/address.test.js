import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cleared,
  compareToggled,
  filtersInfluencers,
  isFiltered,
  questionOf,
  readAddress,
  selectionOf,
  toggled,
  verdictToggled,
  writeAddress,
} from './address.js';

test('an empty address is the overview of everything, by the allocated method', () => {
  const state = readAddress('');
  assert.equal(state.view, 'overview');
  assert.equal(state.method, 'allocated');
  assert.equal(state.sort, '-revenue');
  assert.equal(isFiltered(state), false);
});

test('defaults are not written into the address', () => {
  assert.equal(writeAddress(readAddress('?method=allocated&sort=-revenue&view=overview')), '');
});

test('every filter survives the way through the address', () => {
  const link =
    '?brand=MuscleBlaze&brand=HK+Vitals&platform=%28none%29&q=an&from=2026-01-01&to=2026-01-31&method=literal&sort=name%2C-revenue';
  assert.equal(writeAddress(readAddress(link)), link);
});

test('a name with signs of the address in it stays whole', () => {
  const state = toggled(readAddress(''), 'brand', 'A&B = 100% <b>#1?');
  assert.deepEqual(readAddress(writeAddress(state)).chosen.brand, ['A&B = 100% <b>#1?']);
});

test('what cannot be a day, a method or an order is left out', () => {
  const state = readAddress('?from=2026-02-31&to=soon&method=magic&sort=%3Cscript%3E&view=moon');
  assert.deepEqual([state.from, state.to, state.method, state.sort, state.view], ['', '', 'allocated', '-revenue', 'overview']);
});

test('a value is put on by the first click and taken back by the second', () => {
  const once = toggled(readAddress('?platform=YouTube'), 'platform', 'Instagram');
  assert.deepEqual(once.chosen.platform, ['YouTube', 'Instagram']);
  assert.deepEqual(toggled(once, 'platform', 'YouTube').chosen.platform, ['Instagram']);
});

test('a value named twice counts once', () => {
  assert.deepEqual(readAddress('?brand=A&brand=A').chosen.brand, ['A']);
});

test('clearing takes the filters and leaves method and order', () => {
  const state = cleared(readAddress('?brand=A&q=x&from=2026-01-01&method=literal&sort=name'));
  assert.equal(writeAddress(state), '?method=literal&sort=name');
});

test('the question to the server names the order, and not the view', () => {
  assert.equal(questionOf(readAddress('?view=data&q=an&report=abc')).toString(), 'q=an&sort=-revenue');
});

test('what to compare with is part of the address and of the question; nothing is the default', () => {
  for (const compare of ['previous', 'year', '2026-01-01..2026-01-31']) {
    const state = readAddress(`?compare=${compare}`);
    assert.equal(state.compare, compare);
    assert.equal(writeAddress(state), `?compare=${compare}`);
    assert.equal(questionOf(state).get('compare'), compare);
  }
  for (const wrong of [
    'none',
    'next',
    '2026-01-01',
    '2026-01-31..2026-01-01',
    '2026-01-01..2026-02-30',
    '2026-01-01..2026-01-02..2026-01-03',
  ])
    assert.equal(readAddress(`?compare=${wrong}`).compare, '', wrong);
  assert.equal(questionOf(readAddress('')).has('compare'), false);
});

test('comparing is switched on with the days before, and off from whatever it was', () => {
  assert.equal(compareToggled(readAddress('')).compare, 'previous');
  assert.equal(compareToggled(readAddress('?compare=2026-01-01..2026-01-31')).compare, '');
});

test('the selection alone has neither an order nor a comparison', () => {
  assert.equal(selectionOf(readAddress('?brand=A&q=an&method=literal&compare=year&sort=name')).toString(), 'brand=A&q=an&method=literal');
});

test('whether influencers are left out depends on their side alone', () => {
  assert.equal(filtersInfluencers(readAddress('?brand=A&campaign=B&product=C&from=2026-01-01')), false);
  for (const link of ['?q=an', '?category=A', '?platform=A', '?gender=A', '?tier=nano', '?influencer=1'])
    assert.equal(filtersInfluencers(readAddress(link)), true, link);
});

test('margins that are tried are in the address and in every question, and what is no margin is left out', () => {
  const link = '?margin=0.4&margin.A%26B=0.5&method=literal';
  const state = readAddress(link);
  assert.deepEqual(state.margins, { '': '0.4', 'A&B': '0.5' });
  assert.equal(writeAddress(state), link);
  assert.equal(questionOf(state).toString(), 'margin=0.4&margin.A%26B=0.5&method=literal&sort=-revenue');
  assert.equal(selectionOf(state).get('margin.A&B'), '0.5');
  assert.deepEqual(readAddress('?margin=0&margin.=0.5&margin.B=2&margin.C=x').margins, {});
  assert.deepEqual(cleared(state).margins, state.margins, 'a margin is no filter');
});

test('a verdict narrows the table alone: it is asked for, and selects nothing', () => {
  const state = readAddress('?verdict=loses&verdict=earns&verdict=%3Cb%3E');
  assert.deepEqual(state.verdicts, ['loses', 'earns']);
  assert.equal(questionOf(state).getAll('verdict').join(), 'loses,earns');
  assert.equal(String(selectionOf(state)), '');
  assert.equal(isFiltered(state), true);
  assert.deepEqual(verdictToggled(state, 'loses').verdicts, ['loses']);
  assert.deepEqual(verdictToggled(verdictToggled(state, 'loses'), 'loses').verdicts, []);
  assert.equal(writeAddress(cleared(state)), '');
});

test('the reading of the baseline and the version that a link keeps are part of every question', () => {
  const link = '?brand=A&verdict=loses&baseline=campaign_days&dataset=66186f-0';
  const state = readAddress(link);
  assert.equal(writeAddress(state), link);
  assert.equal(String(selectionOf(state)), 'brand=A&baseline=campaign_days&dataset=66186f-0');
  assert.equal(writeAddress(readAddress('?baseline=all_days&dataset=..%2Fetc')), '');
  assert.equal(writeAddress(cleared(state)), '?baseline=campaign_days&dataset=66186f-0');
});
