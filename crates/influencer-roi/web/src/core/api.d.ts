// What the server answers, as types. Read by the type check only; nothing here reaches the browser.

/** A number, or the reason why there is none. */
export type Figure = { value: number; reason?: undefined } | { value: null; reason: string };

export type Unit = 'money' | 'count' | 'times' | 'share' | 'money_per' | string;
export type MethodId = 'allocated' | 'literal';
export type IntervalVerdictId = 'earns' | 'loses' | 'uncertain';
export type VerdictId = 'above' | 'earns' | 'loses' | 'not_paid';

/** Every measure and metric by its id; a line of the table has fewer of them than the totals. */
export type Figures = Record<string, Figure>;

export interface Dataset {
  id: string;
  name: string;
  version: number;
  created: string;
  sample: boolean;
  content_hash: string;
  currency: string;
  first_day: string | null;
  last_day: string | null;
  days: number;
  has_organic: boolean;
  has_posts: boolean;
  brand_rule: string;
  excluded: null | { rows: number; revenue: Figure; spend: Figure };
}

export interface InfluencerFacts {
  id: string;
  name: string;
  category: string;
  gender: string;
  platform: string;
  followers: number | null;
  tier: string;
  in_roster: boolean;
  verdict: VerdictId;
}
/** The figures of a line stand beside its facts, under their own ids. */
export type InfluencerLine = InfluencerFacts & Record<string, unknown>;
export type PlatformLine = { platform: string } & Record<string, unknown>;
export interface TopInfluencer {
  id: string;
  name: string;
  platform: string;
  revenue: Figure;
}
export interface Day {
  date: string;
  revenue: Figure;
  orders: Figure;
  organic_revenue: Figure;
}

export interface Dashboard {
  dataset: Dataset;
  /** The filter as the server understood it: lists by dimension, and q, from, to. */
  selection: Record<string, string[] | string | null>;
  method: MethodId;
  warnings: { code: string; message: string }[];
  totals: Figures;
  platforms: PlatformLine[];
  top_influencers: TopInfluencer[];
  influencers: InfluencerLine[];
  influencers_total: number;
  daily: Day[];
  comparison?: Comparison;
  /** With `include=panels`: what each chart shows, without its own clause. */
  panels?: Panels;
  /** With `include=intervals`, or where an estimate orders the table. */
  intervals?: IntervalRules;
  /** With `include=facets`: all but the influencers; the counts follow the other filters. */
  facets?: Facets;
}
/** By what rules the estimates of an answer were made. */
export interface IntervalRules {
  level: number;
  margin: number;
  /** The ROAS that breaks even. */
  break_even: number;
  /** How many have an estimate. */
  influencers: number;
  order_dispersion: number;
  order_value_variation: number;
}
export interface Panels {
  platforms: PlatformLine[];
  top_influencers: TopInfluencer[];
  daily: Day[];
}
export interface Comparison {
  from: string;
  to: string;
  /** A whole number of weeks: the ghost line stands so many days later than its own days. */
  shift_days: number;
  totals: Figures;
  /** Signed shares of what was before. */
  change: Figures;
  daily: { date: string; compared_date: string; revenue: Figure; orders: Figure; organic_revenue: Figure }[];
}

/** What one campaign, or one product, did for one influencer; the figures stand beside the names. */
export type CampaignLine = { campaign: string; first_day: string | null; last_day: string | null } & Record<string, unknown>;
export type ProductLine = { brand: string; product: string } & Record<string, unknown>;
export interface InfluencerProfile {
  dataset: Dataset;
  selection: Dashboard['selection'];
  method: MethodId;
  warnings: { code: string; message: string }[];
  influencer: InfluencerLine;
  daily: Day[];
  campaigns: CampaignLine[];
  products: ProductLine[];
  posts_total: number;
  /** Null for a version that was made before rows were kept. */
  payouts_total: number | null;
}

/** The rows behind a measure: a page of them, and what is true of all. */
export interface RowsAnswer {
  dataset: Dataset;
  of: string;
  table: 'tracking' | 'payouts' | 'posts';
  total: number;
  offset: number;
  /** Of the table's measures, over all rows. */
  sums: Figures;
  /** What the dashboard counts of the measure. */
  counted: Figure;
  /** Why that is not the sum, or ''. */
  note: string;
  columns: { id: string; label?: string; unit: Unit | 'text' | 'day' }[];
  rows: (string | number | null)[][];
}

export interface MeasureDefinition {
  id: string;
  label: string;
  unit: Unit;
  meaning: string;
}
export interface MetricDefinition extends MeasureDefinition {
  formula: string;
  inputs: string[];
  no_value: string[];
}
export interface EstimateDefinition extends MeasureDefinition {
  formula: string;
  no_value: string[];
}
export interface Definitions {
  measures: MeasureDefinition[];
  metrics: MetricDefinition[];
  estimates: EstimateDefinition[];
  reasons: Record<string, string>;
  methods: { id: MethodId; label: string; meaning: string; spend: string; baseline: string }[];
  tiers: { id: string; label: string; from: number; below?: number | null }[];
  verdicts: { id: VerdictId; label: string; meaning: string }[];
  interval_verdicts: { id: IntervalVerdictId; label: string; meaning: string }[];
  dimensions: { id: string; label: string }[];
}

export interface FacetValue {
  value: string;
  label?: string;
  count: number;
}
export interface Facets {
  dimensions: Record<string, FacetValue[]>;
  /** How many there are where the list is only the first of them. */
  total?: Record<string, number>;
}

/** A text, a number (money exact in units), a day as `2026-05-04`, or null where the file says nothing. */
export type RowCell = string | number | null;
export interface RowColumn {
  id: string;
  label: string;
  unit: 'text' | 'count' | 'money' | 'day';
}
/** Rows behind a measure: GET /api/v1/rows?of=…&limit=…&offset=… */
export interface RowsPage {
  dataset: Dataset;
  selection: Record<string, string[] | string | null>;
  method: MethodId;
  warnings: { code: string; message: string }[];
  of: string;
  table: 'tracking' | 'payouts' | 'posts';
  total: number;
  offset: number;
  /** Of every row, not of the page: each measure of the table. */
  sums: Figures;
  /** What the dashboard counts of the measure. */
  counted: Figure;
  /** Why sums and counted differ; '' where they do not. */
  note: string;
  columns: RowColumn[];
  rows: RowCell[][];
}

/** What an influencer sold in one campaign or of one product. */
export interface InfluencerPart {
  revenue: Figure;
  orders: Figure;
  spend: Figure;
  roas: Figure;
  aov: Figure;
  cost_per_order: Figure;
}
/** One influencer: GET /api/v1/influencers/{id}. */
export interface InfluencerDrawer {
  dataset: Dataset;
  /** The influencer stands in it in the place of the influencer side. */
  selection: Record<string, string[] | string | null>;
  method: MethodId;
  warnings: { code: string; message: string }[];
  /** Share and verdict are among the selected, as in the table; among everybody where the selection leaves the influencer out. */
  influencer: InfluencerLine;
  daily: Day[];
  campaigns: ({ campaign: string; first_day: string; last_day: string } & InfluencerPart)[];
  products: ({ brand: string; product: string } & InfluencerPart)[];
  posts_total: number;
  /** null for a version that was made before rows were kept. */
  payouts_total: number | null;
}

/** How one table differs from that of another version: signed. */
export interface TableChange {
  rows: number;
  revenue?: Figure;
  spend?: Figure;
}
export interface DatasetVersion extends Dataset {
  current: boolean;
  rows: Record<TableId, number>;
  totals: Figures;
  /** Against the version before; null for the first. */
  change: null | { from: string; from_version: number; tables: Record<TableId, TableChange> };
  /** The files as they were uploaded; null where they were not kept. */
  originals: null | { name: string; bytes: number; role: string }[];
  /** The version to whose files these were added. */
  appended_to: string | null;
  warnings: number;
  damage?: Damage | null;
}

/** A file of a version that is not as it was written. */
export interface Damage {
  file: string;
  /** Follows the name of the file. */
  what: string;
}
export interface BinnedVersion {
  id: string;
  name: string;
  version: number;
  created: string | null;
  sample: boolean;
  deleted: string;
  /** When its files are removed for good. */
  purged_after: string;
  damage: Damage | null;
}
/** A version or a folder that cannot be used. */
export interface UnusableVersion {
  id: string | null;
  folder: string;
  name: string | null;
  version: number | null;
  current: boolean;
  /** What was found and what to do. */
  message: string;
}
export interface Versions {
  datasets: DatasetVersion[];
  bin: BinnedVersion[];
  warnings: UnusableVersion[];
}

export type TableId = 'influencers' | 'tracking' | 'payouts' | 'posts';
/** The table of a file, or that it is left out, or that nobody knows yet. */
export type Role = TableId | 'ignore' | 'unknown';
export type ImportMode = 'replace' | 'append';
export type SourceClass = 'influencer' | 'organic' | 'other';
export type BrandRule = 'column' | 'product' | 'product_prefix' | 'campaign' | 'source' | 'none';

export interface Issue {
  code: string;
  severity: 'error' | 'warning';
  title: string;
  /** What follows from it for the figures. */
  meaning?: string;
  file: string;
  count: number;
  /** What the rows with it amount to. */
  money?: null | { revenue: Figure; spend: Figure };
  first: { line: number | null; column: string; found: string; expected: string; fix: string }[];
}
export interface Question {
  id: string;
  file: string;
  column: string;
  question: string;
  options: { value: string; label: string }[];
  proposed: string | null;
}
export type ColumnHow = 'exact' | 'alias' | 'guess' | 'remembered' | 'chosen' | 'ignored';
export interface ReportColumn {
  header: string;
  field: string | null;
  how: ColumnHow;
  /** From 0 to 1. */
  confidence?: number;
  samples: string[];
}
/** What a table can hold. */
export interface TableField {
  field: string;
  label: string;
  required: boolean;
}
export interface ReportFile {
  name: string;
  role: Role;
  rows: number;
  bytes: number;
  encoding: string;
  delimiter: string;
  columns: ReportColumn[];
  fields?: TableField[];
  /** The sheet of a workbook. */
  sheet?: string | null;
  /** The file whose rows it replaces. */
  mends?: string | null;
}
export interface Spelling {
  dimension: 'platform' | 'gender';
  written: string;
  known: string;
  rows: number;
  revenue: Figure;
}
export type RepeatedChoice = 'keep' | 'drop';
export interface RepeatedRows {
  rows: number;
  revenue: Figure;
  spend: Figure;
  /** So many rows were compared with each other, at most `limit`. */
  looked_at: number;
  limit: number;
  choice: RepeatedChoice;
}
export interface ReportSource {
  value: string;
  class: SourceClass;
  rows: number;
  with_id: number;
  revenue: Figure;
}
export interface Reconciliation {
  file: string;
  role: string;
  rows_in: number;
  rows_used: number;
  rows_excluded: number;
  revenue_in?: Figure;
  revenue_used?: Record<SourceClass, Figure>;
  revenue_excluded?: Figure;
  orders_in?: Figure;
  orders_used?: Record<SourceClass, Figure>;
  orders_excluded?: Figure;
  spend_in?: Figure;
  spend_used?: Figure;
  spend_excluded?: Figure;
}
export interface Mapping {
  source?: Record<string, SourceClass>;
  brand?: BrandRule;
  dates?: Record<string, string>;
  files?: Record<string, string>;
  roles?: Record<string, Role>;
  /** By file and field: the header of the column that holds it; '' for none. */
  columns?: Record<string, Record<string, string>>;
  /** By dimension and spelling: what it is read as; itself to keep it. */
  spelling?: Record<string, Record<string, string>>;
  repeated_rows?: RepeatedChoice;
}
export interface Report {
  can_commit: boolean;
  errors: number;
  warnings: number;
  currency?: string;
  mode?: ImportMode;
  /** The data that the files are added to. */
  appended_to?: { id: string; name: string } | null;
  files: ReportFile[];
  mapping: Mapping;
  sources: ReportSource[];
  brands: { value: string; rows: number; revenue: Figure }[];
  brand_rules: BrandRule[];
  /** What is read otherwise than the files alone would say, because somebody chose so for files with the same header. */
  remembered?: string[];
  questions: Question[];
  issues: Issue[];
  reconciliation: Reconciliation[];
  spellings?: Spelling[];
  repeated_rows?: RepeatedRows;
  /** What `accept_valid` would leave out, over all files. */
  excluded?: { rows: number; revenue: Figure; spend: Figure };
}
export interface ImportState {
  id: string;
  state: 'running' | 'ready' | 'failed' | 'cancelled' | 'committed';
  mode?: ImportMode;
  progress?: { bytes: number; bytes_total: number; rows: number; issues: number };
  report?: Report;
  error?: { code: string; message: string };
}
export interface Committed {
  dataset: DatasetVersion;
  report: Report;
}

/** First and last day. */
export interface Days {
  from: string;
  to: string;
}
/** What an estimate may be asked for: GET /api/v1/incrementality. */
export interface Incrementality {
  dataset: Dataset;
  /** Of the intervals: 0.9. */
  level: number;
  days: Days | null;
  brands: string[];
  /** Largest spend first. */
  campaigns: CampaignOffer[];
  /** Days unlike the others, to be masked. */
  events: (Days & { name: string; why: string })[];
}
export interface CampaignOffer extends Days {
  brand: string;
  campaign: string;
  revenue: Figure;
  orders: Figure;
  spend: Figure;
}
/** What is not there is as the server proposes. */
export interface EstimateQuestion {
  dataset?: string;
  brand: string;
  campaign: string;
  from?: string;
  to?: string;
  tail_days: number;
  controls?: string[];
  masked?: Days[];
}
/** An estimate: POST /api/v1/incrementality, GET /api/v1/incrementality/{id}. */
export interface EstimateJob {
  id: string;
  state: 'running' | 'ready' | 'refused' | 'cancelled' | 'failed';
  error: null | { code: string; message: string };
  progress: null | { done: number; total: number; doing: string };
  settings: EstimateSettings;
  checks: DataCheck[];
  report: EstimateReport | null;
}
export interface EstimateSettings extends Days {
  dataset: string;
  brand: string;
  campaign: string;
  /** The last day on which the campaign still counts: its tail is over. */
  effect_to: string;
  tail_days: number;
  controls: string[];
  controls_possible: string[];
  masked: Days[];
  pre_from: string;
  pre_to: string;
}
/** Whether the data can carry the question, in one respect. */
export interface DataCheck {
  id: string;
  state: 'good' | 'warning' | 'refused';
  title: string;
  found: string;
  /** What to do about it. */
  fix: string | null;
  propose: { masked?: Days[]; controls?: string[] } | null;
}
export interface Interval {
  mean: number;
  lower: number;
  upper: number;
}
export type NoValue = { value: null; reason: string };
export interface EstimateDay {
  date: string;
  part: 'before' | 'during' | 'tail';
  masked: boolean;
  actual: number;
  expected: number;
  lower: number;
  upper: number;
  effect: number;
  effect_lower: number;
  effect_upper: number;
  /** Since the campaign began; null before. */
  cumulative: number | null;
  cumulative_lower: number | null;
  cumulative_upper: number | null;
}
/** What was the same in a stretch of time without a campaign. */
export interface Placebo extends Days {
  effect: number;
  lower: number;
  upper: number;
  z: number;
}
export interface EstimateReport {
  /** A first look: what is made of further runs of the model may be absent. */
  preliminary: boolean;
  level: number;
  days: EstimateDay[];
  incremental_revenue: Interval;
  relative: Interval;
  expected_revenue: Interval;
  actual_revenue: number;
  probability_positive: number;
  causal_incremental_roas: Interval | NoValue;
  incrementality_factor: Interval | NoValue;
  organic_change?: Interval | null;
  cannibalisation?: Interval | NoValue | null;
  /** By the published formula: a definition, not a causal estimate. */
  published: { revenue: Figure; spend: Figure; baseline: Figure; incremental_revenue: Figure; incremental_roas: Figure };
  placebos?: Placebo[] | null;
  kappa?: number | null;
  detectable?: { amount: number; relative: number } | null;
  diagnostics?: ModelDiagnostics | null;
  words: string[];
}
export interface ModelDiagnostics {
  rhat: number;
  ess: number;
  draws: number;
  chains: number;
  scale: 'log' | 'linear';
  controls: { name: string; inclusion: number }[];
}
