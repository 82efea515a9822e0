// How numbers look: Indian grouping, lakh and crore on the cards, the exact figure on hover. Formats what the server answered and
// works nothing out.

/** @import { Figure, Unit } from './api.d.ts' */

/** What stands where there is no value; never 0. */
export const NO_VALUE = '–';

const LAKH = 1e5;
const CRORE = 1e7;

/**
 * @typedef {object} NumberStyle
 * @property {(unit: Unit, value: number) => string} short for cards and axes: ₹3.41 Cr, 2.89×
 * @property {(unit: Unit, value: number) => string} full for tables: ₹3,41,22,850
 * @property {(unit: Unit, value: number) => string} signed as in tables, with its sign where it is above 0 too: +₹3,22,026
 * @property {(unit: Unit, value: number) => string} signedShort as on the cards, with its sign: +₹3.22 L
 * @property {(unit: Unit, value: number) => string} precise to two decimals, for the numbers of a formula
 * @property {(unit: Unit, value: number) => string} exact to six decimals, for hover and reports
 */

/**
 * The ways a number of one currency is written.
 *
 * @param {string} currency ISO 4217 code; rupees get their sign, every other currency its code
 * @returns {NumberStyle}
 */
export function numberStyle(currency) {
  const known = styles.get(currency) ?? newStyle(currency);
  styles.set(currency, known);
  return known;
}

/** One style for each currency, so that two styles can be compared by identity. @type {Map<string, NumberStyle>} */
const styles = new Map();

/** @param {string} currency @returns {NumberStyle} */
function newStyle(currency) {
  const sign = currency === 'INR' ? '₹' : `${currency}\u00a0`;
  /** @param {(unit: Unit, size: number) => string} write */
  const signed = (write) => (/** @type {Unit} */ unit, /** @type {number} */ value) => {
    const text = write(unit, Math.abs(value));
    const money = unit === 'money' || unit === 'money_per' ? sign : '';
    return `${value < 0 && /[1-9]/.test(text) ? '−' : ''}${money}${text}`;
  };
  const [short, full] = [signed(shortText), signed(fullText)];
  /** @param {typeof short} write @returns {typeof short} */
  const plus = (write) => (unit, value) => (value > 0 && /[1-9]/.test(write(unit, value)) ? `+${write(unit, value)}` : write(unit, value));
  return { short, full, signed: plus(full), signedShort: plus(short), precise: signed(preciseText), exact: signed(exactText) };
}

const plain = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 });

/**
 * The plain digits of a number, as a spreadsheet reads them: what goes to the clipboard.
 *
 * @param {number} value
 */
export function plainDigits(value) {
  return Number.isSafeInteger(value) && value > 0 ? String(value) : plain.format(value);
}

/** @param {Unit} unit @param {number} size */
function shortText(unit, size) {
  if (unit === 'times' || unit === 'share') return fullText(unit, size);
  if (Number(size.toFixed(0)) < LAKH) return fullText(unit, size);
  // 99,99,999 is written 1 Cr, not 100 L: the step is taken where rounding takes it.
  return Number((size / LAKH).toFixed(2)) < 100 ? `${grouped(size / LAKH, 2, 2)}\u00a0L` : `${grouped(size / CRORE, 2, 2)}\u00a0Cr`;
}

/** @param {Unit} unit @param {number} size */
function fullText(unit, size) {
  if (unit === 'share') return `${grouped(size * 100, 1, 1)}%`;
  if (unit === 'times') return `${timesText(size)}×`;
  if (unit === 'count') return grouped(size, 0, Number.isInteger(size) ? 0 : 2);
  return size < 100 && !Number.isInteger(size) ? grouped(size, 2, 2) : grouped(size, 0, 0);
}

/** @param {Unit} unit @param {number} size */
function preciseText(unit, size) {
  if (unit === 'share') return `${grouped(size * 100, 2, 2)}%`;
  if (unit === 'times') return `${size > 0 && size < 0.005 ? timesText(size) : grouped(size, 2, 2)}×`;
  return grouped(size, Number.isInteger(size) ? 0 : 2, 2);
}

/** @param {Unit} unit @param {number} size */
function exactText(unit, size) {
  if (unit === 'share') return `${grouped(size * 100, 0, 6)}%`;
  const least = unit === 'money' && !Number.isInteger(size) ? 2 : 0;
  return `${grouped(size, least, 6)}${unit === 'times' ? '×' : ''}`;
}

/** A ratio below a hundredth keeps its first digits: "0.00×" would read as nothing. From 100 up decimals say nothing. @param {number} size */
function timesText(size) {
  if (size > 0 && size < 0.005) return new Intl.NumberFormat('en-IN', { maximumSignificantDigits: 2 }).format(size);
  return Number(size.toFixed(2)) < 100 ? grouped(size, 2, 2) : grouped(size, 0, 0);
}

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {number} value @param {number} least decimals @param {number} most decimals */
function grouped(value, least, most) {
  const whole = most === 0 ? Math.round(value) : value;
  // Most numbers are whole, and a table has hundreds: the browser's own formatter takes three times as long.
  if (least === 0 && whole >= 0 && Number.isSafeInteger(whole)) return groupedDigits(String(whole));
  const key = `${least}${most}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat('en-IN', { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, format);
  }
  return format.format(value);
}

/** 12,34,567 @param {string} digits */
function groupedDigits(digits) {
  return digits.length > 3 ? `${digits.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',')},${digits.slice(-3)}` : digits;
}

/** A count of something in a sentence. @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${grouped(count, 0, 0)} ${count === 1 ? one : many}`;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Followers in the short form of the platforms themselves: 2.5 M, 48 k. @param {number} followers */
export function followersText(followers) {
  return compact.format(followers);
}

/** @param {number} bytes */
export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${grouped(bytes / 1e3, 0, 1)} kB`;
  return bytes < 1e9 ? `${grouped(bytes / 1e6, 0, 1)} MB` : `${grouped(bytes / 1e9, 0, 2)} GB`;
}

/** A figure that may be absent altogether, as one without a value. @param {unknown} figure @returns {Figure} */
export function figureOf(figure) {
  if (figure !== null && typeof figure === 'object' && 'value' in figure) return /** @type {Figure} */ (figure);
  return { value: null, reason: '' };
}
