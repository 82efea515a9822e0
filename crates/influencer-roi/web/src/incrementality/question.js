// The question about one campaign: which, on which days, how long it works on, against which other brands, without which days. Emits: the
// question while it is put together, that its answer is wanted, and that it is not wanted any more.

import { dayFields } from '../ui/day-fields.js';
import { dayPlus, periodText } from '../core/dates.js';
import { el, fill, named, put } from '../ui/dom.js';
import { keepingPlace } from '../ui/keep-place.js';
import { maskedDays } from './masked-days.js';
import { aboutCampaign, asProposed, controlsOf, controlsText, isAsProposed, maskedOf, maskedText, tailDays, tailOf } from './settings.js';
import { whenChanged } from '../ui/when-changed.js';
import { isolated } from '../core/words.js';

/** @import { Days, EstimateSettings, Incrementality, CampaignOffer } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {() => void} options.onEstimate
 * @param {() => void} options.onCancel
 */
export function campaignQuestion(root, { state, go, onEstimate, onCancel }) {
  /** @param {Partial<PageState>} part */
  const change = (part) => go({ ...state(), ...part, lift: '' });
  const campaign = el('select', { class: 'input incrementality-campaign' });
  const days = el('div', { class: 'incrementality-days' });
  const tail = el('input', { type: 'number', class: 'input', min: 0, max: 60, step: 1, inputmode: 'numeric' });
  const until = el('p', { class: 'card-hint' });
  const progress = el('div', { class: 'incrementality-running' });
  const controls = el('div', { class: 'incrementality-controls' });
  const masked = el(
    'div',
    { role: 'group', 'aria-label': 'Days left out', class: 'incrementality-part' },
    el(
      'p',
      { class: 'incrementality-label', title: 'Sales, festivals, other campaigns: these days count neither before nor after' },
      'Days left out',
    ),
  );
  const showMasked = maskedDays(masked, { onChange: (next) => change({ lift_masked: maskedText(next) }) });
  const estimate = el('button', { type: 'submit', class: 'button is-primary' });
  const cancel = el('button', { type: 'button', class: 'button', onclick: onCancel }, 'Cancel');
  const proposed = el('button', { type: 'button', class: 'button-quiet', onclick: () => go(asProposed(state())) }, 'Back to proposed');
  const foot = el('div', { class: 'incrementality-foot' }, until, progress);
  const actions = el('div', { class: 'incrementality-actions' }, proposed, cancel, estimate);
  const details = detailsPart(controls, masked);
  const form = el(
    'form',
    { class: 'card incrementality-question', 'aria-label': 'Question', novalidate: true },
    el('label', { class: 'field' }, 'Campaign', campaign),
    days,
    el('label', { class: 'field incrementality-tail', title: 'Days after the campaign whose effect still counts' }, 'Days after', tail),
    actions,
    foot,
    details,
  );
  root.append(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Days that make no sense are not the question: the fields say what is wrong with them.
    if (days.querySelector('.field-error')?.textContent) days.querySelector('input')?.focus();
    else if (!estimate.hidden && estimate.getAttribute('aria-disabled') === 'false') onEstimate();
  });
  tail.addEventListener('change', () => change({ lift_tail: tailOf(tail.value) }));
  /** @type {CampaignOffer[]} */
  let campaigns = [];
  campaign.addEventListener('change', () => go(aboutCampaign(state(), campaigns[Number(campaign.value)])));
  const [whenCampaigns, whenDays, whenTail, whenControls] = [whenChanged(), whenChanged(), whenChanged(), whenChanged()];
  /** The days that the fields hold already. */
  let typed = '';

  /** @param {CampaignOffer | undefined} chosen */
  function drawCampaigns(chosen) {
    const at = chosen ? campaigns.indexOf(chosen) : -1;
    const brands = [...new Set(campaigns.map(({ brand }) => brand))];
    const option = (/** @type {CampaignOffer} */ one) => {
      const place = campaigns.indexOf(one);
      return el('option', { value: place, selected: place === at }, `${isolated(one.campaign, 40)} · ${periodText(one.from, one.to)}`);
    };
    const groups = brands.map((brand) =>
      el('optgroup', { label: isolated(brand, 40) }, ...campaigns.filter((one) => one.brand === brand).map(option)),
    );
    fill(campaign, at < 0 && el('option', { value: '', disabled: true, selected: true }, 'Choose a campaign'), ...groups);
  }

  /** @param {Incrementality} offers @param {CampaignOffer} chosen */
  function drawDays({ days: all }, chosen) {
    const proposedTo = measuredTo(chosen);
    const now = { from: state().lift_from || chosen.from, to: state().lift_to || proposedTo };
    const onChange = (/** @type {Days} */ period) => {
      typed = JSON.stringify([chosen.campaign, period]);
      change({ lift_from: period.from === chosen.from ? '' : period.from, lift_to: period.to === proposedTo ? '' : period.to });
    };
    whenDays([all, chosen, now], () => {
      // What the reader is typing is not written over.
      const isThere = typed === JSON.stringify([chosen.campaign, now]);
      typed = '';
      if (all && !isThere) fill(days, dayFields({ min: all.from, max: all.to, now, onChange }));
    });
  }

  /** @param {Incrementality} offers @param {CampaignOffer} chosen @param {EstimateSettings | null} settings */
  function drawControls({ brands }, { brand, controls: proposed }, settings) {
    const possible = settings?.controls_possible ?? brands.filter((one) => one !== brand);
    const chosen = controlsOf(state().lift_controls) ?? settings?.controls ?? proposed ?? possible;
    const boxes = possible.map((name) => {
      const toggle = () => change({ lift_controls: controlsText(possible.filter((one) => (one === name) !== chosen.includes(one))) });
      const box = el('input', { type: 'checkbox', checked: chosen.includes(name), 'data-place': `control ${name}`, onchange: toggle });
      return el('label', { class: 'incrementality-control' }, box, named(name));
    });
    const draw = () => fill(controls, ...(boxes.length > 0 ? boxes : ['No other brand has organic sales.']));
    whenControls([possible, chosen], () => keepingPlace(controls, draw));
  }

  /**
   * @param {Incrementality} offers
   * @param {EstimateSettings | null} settings with which this very question was answered
   * @param {{ isRunning: boolean, isAnswered: boolean }} at
   */
  function render(offers, settings, { isRunning, isAnswered }) {
    const now = state();
    campaigns = offers.campaigns;
    const chosen = campaignOf(offers, now);
    whenCampaigns([campaigns, chosen], () => drawCampaigns(chosen));
    for (const part of [days, tail.parentElement, actions, foot, details]) part?.toggleAttribute('hidden', !chosen);
    // The keyboard stays where something can be done.
    const hadFocus = actions.contains(document.activeElement);
    proposed.hidden = isAsProposed(now);
    [estimate.hidden, cancel.hidden] = [isRunning, !isRunning];
    if (hadFocus && !actions.contains(document.activeElement)) focus();
    estimate.textContent = settings ? 'Estimate again' : 'Estimate';
    put(estimate, 'aria-disabled', String(isAnswered));
    put(estimate, 'title', isAnswered ? 'The answer to this question is below' : false);
    if (!chosen) return;
    drawDays(offers, chosen);
    whenTail(tailDays(now), () => (tail.value = String(tailDays(now))));
    const last = settings?.effect_to ?? dayPlus(now.lift_to || measuredTo(chosen), tailDays(now));
    until.textContent = `The effect is counted on ${periodText(now.lift_from || chosen.from, last)}.${settings ? '' : ' Decide on these days before you see the result.'}`;
    drawControls(offers, chosen, settings);
    showMasked({
      masked: maskedOf(now.lift_masked) ?? settings?.masked ?? chosen.masked ?? offers.events.map(({ from, to }) => ({ from, to })),
      events: offers.events,
      days: offers.days ?? { from: chosen.from, to: chosen.to },
      near: now.lift_from || chosen.from,
    });
  }

  /** The keyboard goes to what comes next. */
  function focus() {
    (cancel.hidden ? estimate : cancel).focus();
  }

  return { render, focus, focusOn: (/** @type {'days' | 'masked'} */ place) => focusPlace(form, place), progress };
}

/** The keyboard goes to the days of the campaign, or to the days left out. @param {HTMLElement} form @param {'days' | 'masked'} place */
function focusPlace(form, place) {
  const field = form.querySelector(place === 'days' ? '.incrementality-days input' : '.incrementality-masked > .button');
  if (field instanceof HTMLElement) field.focus();
}

/** What is compared with, and which days are left out. @param {HTMLElement} controls @param {HTMLElement} masked */
function detailsPart(controls, masked) {
  const label = 'Brands to compare with: the campaign did not touch them';
  return el(
    'div',
    { class: 'incrementality-details' },
    el('fieldset', { class: 'incrementality-part' }, el('legend', { class: 'incrementality-label' }, label), controls),
    masked,
  );
}

/** The last day that is measured where nothing else is asked. @param {CampaignOffer} campaign */
function measuredTo({ to, measured_to: measured }) {
  return measured ?? to;
}

/** @param {Incrementality} offers @param {PageState} state */
export function campaignOf({ campaigns }, { lift_brand: brand, lift_campaign: name }) {
  return campaigns.find((one) => one.brand === brand && one.campaign === name);
}
