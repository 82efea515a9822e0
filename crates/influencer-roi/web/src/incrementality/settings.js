// The question about one campaign, as the address holds it and as the server is asked. What is '' is left to the server's proposal.

import { isDay, readPeriod } from '../core/dates.js';

/** @import { DataCheck, Days, EstimateQuestion } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */

/** So long a campaign is taken to work on. */
const USUAL_TAIL_DAYS = 7;
const MAX_TAIL_DAYS = 60;
/** A list that the reader has emptied. */
const NONE = '-';

/** @param {string} text */
const dayOrNone = (text) => (isDay(text) ? text : '');

/**
 * What the address holds of the question: each field with its reader. The first name of the feature, lift, stays in the address, so that saved
 * links work.
 */
export const INCREMENTALITY_FIELDS = {
  /** Whose incrementality is asked for, or ''. @param {string} text */
  lift_brand: (text) => text,
  /** @param {string} text */
  lift_campaign: (text) => text,
  /** First day of the campaign; '' as proposed. */
  lift_from: dayOrNone,
  /** Last day; '' as proposed. */
  lift_to: dayOrNone,
  lift_tail: tailOf,
  /** As `controlsOf` reads them. @param {string} text */
  lift_controls: (text) => text,
  /** As `maskedOf` reads them. @param {string} text */
  lift_masked: (text) => maskedText(maskedOf(text)),
  /** 'estimate' when the answer is wanted; 'ask' where no campaign is chosen yet; '' while the question is put together. @param {string} text */
  lift: (text) => (text === 'estimate' || text === 'ask' ? text : ''),
};

/** No question is open. @type {{ [Name in keyof typeof INCREMENTALITY_FIELDS]: '' }} */
export const NO_QUESTION = /** @type {any} */ (Object.fromEntries(Object.keys(INCREMENTALITY_FIELDS).map((name) => [name, ''])));

/** Is a question open, or to be put together? @param {Pick<PageState, 'lift_campaign' | 'lift'>} state */
export function isQuestionOpen({ lift_campaign: campaign, lift }) {
  return campaign !== '' || lift === 'ask';
}

/** Days after the campaign, as the address holds them; '' for the usual ones. @param {string} text */
export function tailOf(text) {
  const days = /^\d+$/.test(text) ? Math.min(Number(text), MAX_TAIL_DAYS) : USUAL_TAIL_DAYS;
  return days === USUAL_TAIL_DAYS ? '' : String(days);
}

/** @param {PageState} state */
export function tailDays({ lift_tail: tail }) {
  return tail === '' ? USUAL_TAIL_DAYS : Number(tail);
}

/** The chosen controls; null where they are as proposed. @param {string} text names with a comma between them @returns {string[] | null} */
export function controlsOf(text) {
  return text === '' ? null : text === NONE ? [] : text.split(',').map(readName);
}

/** @param {string[]} names */
export function controlsText(names) {
  // A comma, and what it is written with, may be part of a name.
  const written = names.map((name) => (name === NONE ? '%2D' : name.replace(/[%,]/g, encodeURIComponent)));
  return written.join() || NONE;
}

/** @param {string} text */
function readName(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The masked days, oldest first; null where they are as proposed. @param {string} text such as 2026-01-23..2026-01-27,2026-08-01..2026-08-01 @returns {Days[] | null} */
export function maskedOf(text) {
  if (text === NONE) return [];
  const masked = text.split(',').flatMap((one) => readPeriod(one) ?? []);
  return masked.length > 0 ? masked.sort((one, other) => (one.from < other.from ? -1 : 1)) : null;
}

/** @param {Days[] | null} masked */
export function maskedText(masked) {
  return masked === null ? '' : [...new Set(masked.map(({ from, to }) => `${from}..${to}`))].sort().join() || NONE;
}

/** @param {PageState} state @param {string} dataset @returns {EstimateQuestion} */
export function estimateQuestion(state, dataset) {
  return {
    dataset,
    brand: state.lift_brand,
    campaign: state.lift_campaign,
    from: state.lift_from || undefined,
    to: state.lift_to || undefined,
    tail_days: tailDays(state),
    controls: controlsOf(state.lift_controls) ?? undefined,
    masked: maskedOf(state.lift_masked) ?? undefined,
  };
}

/** The question about a campaign, estimated as the data propose it. @param {PageState} state @param {{ brand: string, campaign: string }} campaign @returns {PageState} */
export function reportOf(state, campaign) {
  return { ...aboutCampaign(state, campaign), lift: 'estimate' };
}

/**
 * The question that asks again with what a check of the data proposes.
 *
 * @param {PageState} state
 * @param {NonNullable<DataCheck['propose']>} proposed
 * @param {Days[]} masked left out so far
 * @returns {PageState}
 */
export function withProposal(state, proposed, masked) {
  return {
    ...state,
    ...(proposed.masked && { lift_masked: maskedText([...masked, ...proposed.masked]) }),
    ...(proposed.controls && { lift_controls: controlsText(proposed.controls) }),
    lift: 'estimate',
  };
}

/** The question about another campaign, or about none: all else is as proposed. @param {PageState} state @param {{ brand: string, campaign: string }} campaign @returns {PageState} */
export function aboutCampaign(state, { brand, campaign }) {
  return { ...asProposed(state), lift_brand: brand, lift_campaign: campaign };
}

/** @param {PageState} state @returns {PageState} */
export function asProposed(state) {
  return { ...state, lift_from: '', lift_to: '', lift_tail: '', lift_controls: '', lift_masked: '', lift: '' };
}

/** Is everything as the server proposes? @param {PageState} state */
export function isAsProposed({ lift_from, lift_to, lift_tail, lift_controls, lift_masked }) {
  return [lift_from, lift_to, lift_tail, lift_controls, lift_masked].every((text) => text === '');
}
