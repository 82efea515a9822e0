import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, figureOf, fileSize, numberStyle, plainDigits } from './numbers.js';

const rupees = numberStyle('INR');
/** Figures never break across lines; for reading, a space is a space. @param {string} text */
const spaced = (text) => text.replaceAll('\u00a0', ' ');

test('money in the table is grouped the Indian way', () => {
  assert.equal(rupees.full('money', 123456), '₹1,23,456');
  assert.equal(rupees.full('money', 34122850), '₹3,41,22,850');
});

test('cards say lakh and crore', () => {
  assert.equal(spaced(rupees.short('money', 123456)), '₹1.23 L');
  assert.equal(spaced(rupees.short('money', 45600000)), '₹4.56 Cr');
  assert.equal(spaced(rupees.short('count', 250000)), '2.50 L');
});

test('below a lakh a card shows the number itself', () => {
  assert.equal(rupees.short('money', 98450), '₹98,450');
  assert.equal(rupees.short('count', 10152), '10,152');
});

test('the step from lakh to crore is taken where rounding takes it', () => {
  assert.equal(spaced(rupees.short('money', 99999.6)), '₹1.00 L');
  assert.equal(spaced(rupees.short('money', 9999999)), '₹1.00 Cr');
  assert.equal(spaced(rupees.short('money', 9994000)), '₹99.94 L');
});

test('more than a thousand crore stays grouped', () => {
  assert.equal(spaced(rupees.short('money', 1.23456789e12)), '₹1,23,456.79 Cr');
});

test('hover shows every decimal there is, up to six', () => {
  assert.equal(rupees.exact('money', 34122850.249977), '₹3,41,22,850.249977');
  assert.equal(rupees.exact('money', 34122850), '₹3,41,22,850');
  assert.equal(rupees.exact('times', 2.890625), '2.890625×');
});

test('a ratio is written as times', () => {
  assert.equal(rupees.short('times', 2.8866), '2.89×');
  assert.equal(rupees.full('times', 0.5), '0.50×');
});

test('a ratio from 100 up needs no decimals', () => {
  assert.equal(rupees.full('times', 3688.41), '3,688×');
  assert.equal(rupees.full('times', 327.1), '327×');
  assert.equal(rupees.full('times', 99.994), '99.99×');
  assert.equal(rupees.full('times', 99.996), '100×');
});

test('the numbers of a formula have two decimals', () => {
  assert.equal(rupees.precise('money', 34122850.249977), '₹3,41,22,850.25');
  assert.equal(rupees.precise('money', 34122850), '₹3,41,22,850');
  assert.equal(rupees.precise('times', -2.890625), '−2.89×');
  assert.equal(rupees.precise('times', 327.1), '327.10×');
  assert.equal(rupees.precise('times', 0.0042), '0.0042×');
  assert.equal(rupees.precise('share', 0.482123), '48.21%');
  assert.equal(rupees.precise('count', 36551), '36,551');
});

test('a very small ratio does not read as nothing', () => {
  assert.equal(rupees.full('times', 0.0042), '0.0042×');
  assert.equal(rupees.full('times', 0), '0.00×');
});

test('a share is a percentage', () => {
  assert.equal(rupees.full('share', 0.4821), '48.2%');
  assert.equal(rupees.exact('share', 0.482123), '48.2123%');
});

test('a loss has its sign before the rupee', () => {
  assert.equal(rupees.full('money', -1500), '−₹1,500');
  assert.equal(rupees.short('times', -184.4), '−184×');
});

test('what rounds to nothing has no sign', () => {
  assert.equal(rupees.full('times', -0), '0.00×');
  assert.equal(rupees.full('share', -0.00001), '0.0%');
});

test('small amounts keep their paise, large ones do not', () => {
  assert.equal(rupees.full('money', 12.5), '₹12.50');
  assert.equal(rupees.full('money', 1234.5), '₹1,235');
});

test('another currency is named by its code', () => {
  assert.equal(spaced(numberStyle('USD').full('money', 123456)), 'USD 1,23,456');
});

test('the clipboard gets digits that a spreadsheet reads', () => {
  assert.equal(plainDigits(34122850.25), '34122850.25');
  assert.equal(plainDigits(-0.5), '-0.5');
});

test('one row, two rows, a thousand rows', () => {
  assert.equal(counted(1, 'row'), '1 row');
  assert.equal(counted(123456, 'row'), '1,23,456 rows');
});

test('file sizes are round', () => {
  assert.equal(fileSize(650), '650 B');
  assert.equal(fileSize(12_345), '12.3 kB');
  assert.equal(fileSize(549_000_000), '549 MB');
});

test('a figure that is not there has no value', () => {
  assert.deepEqual(figureOf(undefined), { value: null, reason: '' });
  assert.deepEqual(figureOf({ value: 3 }), { value: 3 });
});

test('what is left has its sign above 0 too, and nothing has none', () => {
  assert.equal(rupees.signed('money', 322026), '+₹3,22,026');
  assert.equal(rupees.signed('money', -322026), '−₹3,22,026');
  assert.equal(spaced(rupees.signedShort('money', 322026)), '+₹3.22 L');
  assert.equal(rupees.signed('money', 0), '₹0');
});
