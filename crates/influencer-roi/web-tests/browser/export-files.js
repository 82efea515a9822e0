// Exports and sheets as marketers have them, for the stories. What they add up to is worked out by hand, beside them.

import { csv } from './files.js';

const CREATORS = csv('creators.csv', [
  'Creator,Handle,Platform,Niche,Followers,Discount code',
  'Asha Rao,@asha.fit,Instagram,Fitness,120000,ASHA10',
  'Ben Cole,@bencooks,YouTube,Food,84000,BEN15',
]);
const PAYMENTS = csv('payments.csv', ['Creator,Paid on,Amount', 'Asha Rao,2026-06-05,1000', 'Ben Cole,2026-06-07,800']);

const ORDER_COLUMNS =
  'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Cancelled at,Refunded Amount,Vendor';

/** A shop's export: an order on two lines, one that was voided, one without a code. */
const ORDERS = csv('orders_export.csv', [
  ORDER_COLUMNS,
  '#1,a@example.com,paid,INR,1800,50,0,1850,ASHA10,2026-06-01 10:00:00 +0530,1,Whey,1500,Buyer A,,0,MuscleBlaze',
  '#1,a@example.com,,,,,,,,2026-06-01 10:00:00 +0530,1,Shaker,300,,,,MuscleBlaze',
  '#2,b@example.com,paid,INR,2150,50,0,2200,ben15,2026-06-02 11:00:00 +0530,1,Whey,2150,Buyer B,,0,MuscleBlaze',
  '#3,c@example.com,paid,INR,850,50,0,900,,2026-06-03 12:00:00 +0530,1,Shaker,850,Buyer C,,0,MuscleBlaze',
  '#4,d@example.com,voided,INR,950,50,0,1000,ASHA10,2026-06-04 13:00:00 +0530,1,Shaker,950,Buyer D,,0,MuscleBlaze',
]);

/** The three files that a shop has: 1,850 + 2,200 by code, 900 without one; the subtotals are 1,800 + 2,150; 1,000 + 800 were paid. */
export const SHOP = [CREATORS, ORDERS, PAYMENTS];
export const SHOP_TOTALS = { revenue: 4050, spend: 1800, orders: 2, roas: 4050 / 1800, incremental_roas: (4050 - 900) / 1800 };

/** The same with an order of 600 under a code that nobody has. */
export const SHOP_WITH_OPEN_CODE = [
  CREATORS,
  csv('orders_export.csv', [
    ORDER_COLUMNS,
    '#1,a@example.com,paid,INR,2000,0,0,2000,ASHA10,2026-06-01 10:00:00 +0530,1,Whey,2000,Buyer A,,0,MuscleBlaze',
    '#2,b@example.com,paid,INR,600,0,0,600,GLOW25,2026-06-02 11:00:00 +0530,1,Whey,600,Buyer B,,0,MuscleBlaze',
    '#3,c@example.com,paid,INR,900,0,0,900,,2026-06-03 12:00:00 +0530,1,Shaker,900,Buyer C,,0,MuscleBlaze',
  ]),
  PAYMENTS,
];

const ROSTER = csv('influencers.csv', [
  'id,name,category,gender,followers,platform',
  '1,Asha Rao,Fitness,Female,120000,Instagram',
  '2,Bilal Khan,Nutrition,Male,45000,YouTube',
]);
const SALES = [
  'source,campaign,influencer_id,product,date,orders,revenue,status',
  'influencer,Summer,1,Whey,2026-01-01,10,20000,paid',
  'influencer,Summer,2,Whey,2026-01-02,5,8000,paid',
  'organic,,,Whey,2026-01-02,6,9000,paid',
];

/** Sales of 3,000 with a status that no list of words has. */
export const UNKNOWN_STATUS = [
  ROSTER,
  csv('sales.csv', [...SALES, 'influencer,Summer,2,Whey,2026-01-03,2,3000,parked']),
  csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', '1,post,5000,,5000', '2,post,4000,,4000']),
];

/** Payments of 5,000 rupees and of 100 dollars. */
export const TWO_CURRENCIES = [
  ROSTER,
  csv('sales.csv', SALES),
  csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout,currency', '1,post,5000,,5000,INR', '2,post,100,,100,USD']),
];
