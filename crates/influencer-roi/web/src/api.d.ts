// What the server answers, as types. Read by the type check only; nothing here reaches the browser.

/** A number, or the reason why there is none. */
export type Figure = { value: number; reason?: undefined } | { value: null; reason: string };

export type Unit = 'money' | 'count' | 'times' | 'share' | 'money_per' | string;
export type MethodId = 'allocated' | 'literal';
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
export interface Definitions {
  measures: MeasureDefinition[];
  metrics: MetricDefinition[];
  reasons: Record<string, string>;
  methods: { id: MethodId; label: string; meaning: string; spend: string; baseline: string }[];
  tiers: { id: string; label: string; from: number; below?: number | null }[];
  verdicts: { id: VerdictId; label: string; meaning: string }[];
  dimensions: { id: string; label: string }[];
}

export interface FacetValue {
  value: string;
  label?: string;
  count: number;
}
export interface Facets {
  dimensions: Record<string, FacetValue[]>;
}

export interface DatasetVersion {
  id: string;
  name: string;
  version: number;
  created: string;
  sample: boolean;
  content_hash: string;
  current: boolean;
  currency?: string;
  rows: Record<string, number>;
  totals: Figures;
}

export type SourceClass = 'influencer' | 'organic' | 'other';
export type BrandRule = 'column' | 'product' | 'product_prefix' | 'campaign' | 'source' | 'none';

export interface Issue {
  code: string;
  severity: 'error' | 'warning';
  title: string;
  file: string;
  count: number;
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
export interface ReportFile {
  name: string;
  role: string;
  rows: number;
  bytes: number;
  encoding: string;
  delimiter: string;
  columns: { header: string; field: string | null; how: 'exact' | 'alias' | 'guess' | 'ignored'; samples: string[] }[];
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
  [part: string]: unknown;
}
export interface Report {
  can_commit: boolean;
  errors: number;
  warnings: number;
  currency?: string;
  files: ReportFile[];
  mapping: Mapping;
  sources: ReportSource[];
  brands: { value: string; rows: number; revenue: Figure }[];
  brand_rules: BrandRule[];
  questions: Question[];
  issues: Issue[];
  reconciliation: Reconciliation[];
}
export interface ImportState {
  id: string;
  state: 'running' | 'ready' | 'failed' | 'cancelled' | 'committed';
  progress?: { bytes: number; bytes_total: number; rows: number; issues: number };
  report?: Report;
  error?: { code: string; message: string };
}
export interface Committed {
  dataset: DatasetVersion;
  report: Report;
}
