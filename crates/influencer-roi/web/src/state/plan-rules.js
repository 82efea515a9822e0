// The rules of a plan as the address holds them and as the server is asked: how far amounts may move, and what is set by hand. What is usual
// is not written.

/** @typedef {{ raise: string, cut: string, amounts: Map<string, string> }} PlanRules parts such as '0.2', '' for the usual one; amounts by influencer id */

const AMOUNT = 'amount.';
const isPart = (/** @type {string} */ text) => /^\d+(\.\d+)?$/.test(text);
const isAmount = (/** @type {string} */ text) => /^\d{1,12}(\.\d{1,6})?$/.test(text);

/** What cannot be read is as if it were not there. @param {string} text @returns {PlanRules} */
export function readRules(text) {
  const query = new URLSearchParams(text);
  const part = (/** @type {string} */ name) => (isPart(query.get(name) ?? '') ? (query.get(name) ?? '') : '');
  const amounts = [...query].filter(([name, amount]) => name.startsWith(AMOUNT) && isAmount(amount));
  return {
    raise: part('max_raise'),
    cut: part('max_cut'),
    amounts: new Map(amounts.map(([name, amount]) => [name.slice(AMOUNT.length), amount])),
  };
}

/** The pairs of a query, as text. @param {PlanRules} rules */
export function writeRules({ raise, cut, amounts }) {
  const query = new URLSearchParams();
  if (raise) query.set('max_raise', raise);
  if (cut) query.set('max_cut', cut);
  for (const id of [...amounts.keys()].sort()) query.set(AMOUNT + id, amounts.get(id) ?? '');
  return query.toString();
}

/** With one amount set, or taken back by ''. @param {PlanRules} rules @param {string} id @param {string} amount @returns {PlanRules} */
export function withAmount(rules, id, amount) {
  const amounts = new Map(rules.amounts);
  if (amount === '') amounts.delete(id);
  else amounts.set(id, amount);
  return { ...rules, amounts };
}

/** An amount as somebody types it, with or without sign and grouping; '' where it is none. @param {string} text */
export function typedAmount(text) {
  const plain = text.replaceAll(/[\s,₹]/g, '').replace(/^[A-Z]{3}/, '');
  return isAmount(plain) ? plain : '';
}
