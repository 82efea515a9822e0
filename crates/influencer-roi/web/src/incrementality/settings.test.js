import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atView, hasFilters, hasOwnDays } from '../state/views.js';
import { onlyShowsOtherwise, questionOf, readAddress, writeAddress } from '../state/address.js';
import {
  aboutCampaign,
  controlsOf,
  controlsText,
  estimateQuestion,
  isAsProposed,
  isQuestionOpen,
  maskedOf,
  maskedText,
  reportOf,
  tailDays,
  tailOf,
  withProposal,
} from './settings.js';

test('a question about a campaign survives the way through the address', () => {
  const link =
    '?view=campaigns&lift_brand=MuscleBlaze&lift_campaign=MB+%26+Fit&lift_from=2026-03-30&lift_to=2026-04-18&lift_tail=14&lift_controls=HKVitals%2CGritzo&lift_masked=2026-01-23..2026-01-27&lift=estimate';
  assert.equal(writeAddress(readAddress(link)), link);
});

test('what is as proposed is not written, and not sent', () => {
  const state = readAddress('?view=campaigns&lift_brand=A&lift_campaign=B&lift_tail=7&lift_from=never&lift_masked=soon&lift=perhaps');
  assert.equal(writeAddress(state), '?view=campaigns&lift_brand=A&lift_campaign=B');
  assert.equal(isAsProposed(state), true);
  assert.deepEqual(JSON.parse(JSON.stringify(estimateQuestion(state, 'd1'))), { dataset: 'd1', brand: 'A', campaign: 'B', tail_days: 7 });
});

test('what the user has chosen is sent as it is, an empty choice too', () => {
  const state = readAddress('?lift_brand=A&lift_campaign=B&lift_from=2026-03-30&lift_tail=0&lift_controls=-&lift_masked=-');
  assert.equal(isAsProposed(state), false);
  assert.deepEqual(JSON.parse(JSON.stringify(estimateQuestion(state, 'd1'))), {
    dataset: 'd1',
    brand: 'A',
    campaign: 'B',
    from: '2026-03-30',
    tail_days: 0,
    controls: [],
    masked: [],
  });
});

test('names of controls stay whole, whatever is in them', () => {
  for (const names of [[], ['A'], ['A, B', 'C'], ['100%', '%2C'], ['-'], ['-', 'B'], ['A&B = <b>#1?']])
    assert.deepEqual(controlsOf(controlsText(names)), names);
  assert.equal(controlsOf(''), null);
  assert.deepEqual(controlsOf('100%'), ['100%']);
});

test('masked days are kept in order, each stretch once; what is no day is left out', () => {
  const days = [
    { from: '2026-02-14', to: '2026-02-14' },
    { from: '2026-01-23', to: '2026-01-27' },
    { from: '2026-02-14', to: '2026-02-14' },
  ];
  assert.equal(maskedText(days), '2026-01-23..2026-01-27,2026-02-14..2026-02-14');
  assert.deepEqual(maskedOf('2026-02-14..2026-02-14,2026-01-27..2026-01-23,x,2026-01-23..2026-01-27'), [days[1], days[0]]);
  assert.deepEqual(maskedOf(maskedText([])), []);
  assert.equal(maskedOf(''), null);
});

test('the tail is a whole number of days, the usual seven where it is none', () => {
  assert.deepEqual(['', '7', 'x', '-3', '1.5', '0', '14', '9999'].map(tailOf), ['', '', '', '', '', '0', '14', '60']);
  assert.equal(tailDays(readAddress('')), 7);
  assert.equal(tailDays(readAddress('?lift_tail=0')), 0);
});

test('another campaign begins as proposed, and is not estimated by itself', () => {
  const state = aboutCampaign(readAddress('?view=campaigns&lift_brand=A&lift_campaign=B&lift_tail=3&lift_masked=-&lift=estimate'), {
    brand: 'C',
    campaign: 'D',
  });
  assert.equal(writeAddress(state), '?view=campaigns&lift_brand=C&lift_campaign=D');
});

test('a link of the view that questions had before opens the same question', () => {
  const old = '?view=incrementality&lift_brand=A&lift_campaign=B&lift_tail=3&lift=estimate';
  assert.equal(writeAddress(readAddress(old)), old.replace('incrementality', 'campaigns'));
  assert.equal(writeAddress(readAddress('?view=incrementality')), '?view=campaigns&lift=ask');
  const open = ['?view=incrementality', old, '?view=campaigns&lift_brand=A&lift_campaign=B', '?view=campaigns', ''];
  assert.deepEqual(
    open.map((link) => isQuestionOpen(readAddress(link))),
    [true, true, true, false, false],
  );
});

test('a tab leaves the question, and a question has no filters and days of its own', () => {
  const asked = readAddress('?view=campaigns&brand=X&lift_brand=A&lift_campaign=B&lift_masked=-&lift=estimate');
  assert.deepEqual([hasFilters(asked), hasOwnDays(asked)], [false, true]);
  const list = atView(asked, 'campaigns');
  assert.deepEqual([hasFilters(list), hasOwnDays(list)], [true, false]);
  assert.equal(writeAddress(list), '?view=campaigns&brand=X');
  assert.equal(hasOwnDays(readAddress('?lift_brand=A&lift_campaign=B')), false);
});

test('a remedy adds to what is left out and asks at once', () => {
  const state = reportOf(readAddress('?view=campaigns'), { brand: 'A', campaign: 'B' });
  const [one, other] = ['2026-01-01', '2026-02-01'].map((day) => ({ from: day, to: day }));
  assert.deepEqual(maskedOf(withProposal(state, { masked: [other] }, [one]).lift_masked), [one, other]);
  assert.deepEqual(controlsOf(withProposal(state, { controls: ['C, D'] }, [one]).lift_controls), ['C, D']);
  assert.equal(withProposal({ ...state, lift: '' }, { controls: [] }, []).lift, 'estimate');
});

test('the dashboard is asked nothing new for a question about a campaign', () => {
  const [one, other] = ['', '&lift_tail=3&lift=estimate'].map((more) => readAddress(`?view=campaigns&lift_brand=A&lift_campaign=B${more}`));
  assert.equal(onlyShowsOtherwise(one, other), true);
  assert.equal(questionOf(other).toString(), 'sort=-revenue');
});
