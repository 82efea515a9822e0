// Names for what the server answers. Every type is derived from those that api-types.mjs makes of the program's OpenAPI document when types are
// checked; no shape is written here. Read by the type check only.

import type * as Api from '../../../web-tests/generated/api.d.ts';

type Replaced<Type, Fields> = Omit<Type, keyof Fields> & Fields;
type One<List> = List extends (infer Item)[] ? Item : never;

export type { Dataset, Day, EstimateDay, EstimateReport, Interval, Reconciliation, TopInfluencer } from '../../../web-tests/generated/api.d.ts';

/** A number, or the reason why there is none; no reason where the answer has no such figure at all. */
export type Figure = Api.Figure | { value: null; reason: '' };
/** A figure without a value. */
export type NoValue = Extract<Figure, { value: null }>;
/** Measures and metrics by id. A line of the table has fewer of them than the totals. */
export type Figures = Record<string, Figure>;
/** A line of the table; its figures can be read by id. */
export type InfluencerLine = Api.Influencer & Record<string, unknown>;
export type PlatformLine = Api.Platform & Record<string, unknown>;
export type Panels = Replaced<Api.Panels, { platforms: PlatformLine[]; platforms_total: Figures }>;
/** The dashboard as the page uses it: days are always there. */
export type Dashboard = Replaced<
  Api.Dashboard,
  {
    daily: Api.Day[];
    influencers: InfluencerLine[];
    totals: Figures;
    comparison?: Comparison;
    facets?: Facets;
    platforms: PlatformLine[];
    platforms_total: Figures;
    panels?: Panels;
  }
>;
export type Comparison = Replaced<Api.Comparison, { totals: Figures; change: Figures }>;
export type InfluencerProfile = Replaced<Api.InfluencerPage, { influencer: InfluencerLine }>;
export type CampaignLine = One<Api.InfluencerPage['campaigns']>;
export type ProductLine = One<Api.InfluencerPage['products']>;
export type IntervalRules = Api.Intervals;
export type RowsAnswer = Replaced<Api.RowsPage, { of: string; sums: Partial<Figures> }>;
export type Definitions = Api.Definitions;
export type MeasureDefinition = One<Definitions['measures']>;
export type MetricDefinition = One<Definitions['metrics']>;
export type EstimateDefinition = One<Definitions['estimates']>;
export type RowColumn = One<Api.RowsPage['columns']>;
export type Unit = MeasureDefinition['unit'] | RowColumn['unit'];
export type MethodId = Api.Dashboard['method'];
export type BaselineId = Api.Dashboard['baseline'];
/** A finding with its amount and the filter that shows it. */
export type Insight = Api.Insight;
/** The influencers with one verdict. */
export type OfVerdict = Api.OfVerdict;
export type VerdictId = NonNullable<Api.Influencer['verdict']>;
/** What is earned of revenue, by brand. */
export type Margins = Api.Margins;
export type AnsweredMargins = Api.AnsweredMargins;
export type Settings = Api.Settings;
export type Facets = Replaced<Api.Facets, { dimensions: Partial<Record<string, FacetValue[]>>; total?: Partial<Record<string, number>> }>;
export type FacetValue = One<NonNullable<Api.Facets['dimensions']['brand']>>;

export type DatasetVersion = Replaced<Api.ListedVersion, { totals: Partial<Figures> }>;
export type BinnedVersion = Api.BinnedVersion;
export type UnusableVersion = Api.UnusableVersion;
export type Versions = Replaced<Api.Versions, { datasets: DatasetVersion[] }>;
/** A file of a version that is not as it was written. */
export type Damage = Api.Damage;
export type TableId = keyof Api.ListedVersion['rows'];

export type ImportState = Api.Import;
export type ImportMode = Api.Import['mode'];
export type Report = Api.Report;
export type Committed = Api.Committed;
/** A key on sales, and whose it is. */
export type SalesKey = Api.SalesKey;
export type Creator = Api.Creator;
export type Alias = Api.Alias;
export type Aliases = Api.Aliases;
/** What somebody decided about an import: changes of its mapping, and answers to its questions by their ids. */
export type Mapping = Api.MappingChanges & { answers?: Record<string, string> };
export type Question = Api.Question;
export type ReportNote = One<Api.Report['notes']>;
export type ReportFile = Api.File;
export type SeenStatus = One<Api.File['statuses']>;
/** An export that is read without a mapping. */
export type Shape = Api.Shape;
export type LeftOut = One<Api.File['left_out']>;
export type Issue = Api.IssueGroup;
export type ReportColumn = One<Api.File['columns']>;
export type ColumnHow = ReportColumn['how'];
export type TableField = One<Api.File['fields']>;
export type Role = Api.File['role'];
export type ReportSource = One<Api.Report['sources']>;
export type SourceClass = ReportSource['class'];
export type BrandRule = Api.Dataset['brand_rule'];
export type Spelling = One<Api.Report['spellings']>;
export type RepeatedRows = Api.Report['repeated_rows'];
export type RepeatedChoice = RepeatedRows['choice'];

export type Days = Api.Period;
export type Incrementality = Api.Incrementality;
export type CampaignOffer = One<Incrementality['campaigns']>;
export type EstimateJob = Api.Estimate;
export type EstimateSettings = Api.EstimateSettings;
export type DataCheck = Api.EstimateCheck;
export type Placebo = Api.EstimatePlacebo;
export type MeasuredCampaigns = Api.MeasuredCampaigns;
export type MeasuredCampaign = Api.MeasuredCampaign;
export type Insights = Api.Insights;
export type ListedInsight = Api.ListedInsight;
export type Plan = Api.Plan;
export type Payouts = Api.Payouts;
export type Posts = Api.Posts;
export type Post = Api.Post;
export type PostGroup = Api.PostGroup;
export type PostComparison = Api.PostComparison;
export type PayoutStatement = Api.PayoutStatement;
export type PayoutLine = Api.PayoutLine;
export type PayoutFinding = Api.PayoutFinding;
export type PayoutCase = Api.PayoutCase;
export type Payment = Api.Payment;
export type CampaignPortfolio = Api.Portfolio;
/** What an estimate is asked with; what is left out is as the server proposes. */
export type EstimateQuestion = Partial<Pick<EstimateSettings, 'dataset' | 'from' | 'to' | 'controls' | 'masked'>> &
  Pick<EstimateSettings, 'brand' | 'campaign' | 'tail_days'>;
