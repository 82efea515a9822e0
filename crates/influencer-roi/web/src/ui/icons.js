// The Lucide icons the page uses, by what they stand for. Decoration: the words beside them carry the meaning.

import {
  ArrowDown,
  ArrowUp,
  Calendar,
  ChartColumn,
  Check,
  ChevronDown,
  CircleAlert,
  CircleDashed,
  CircleDot,
  CircleEqual,
  CircleMinus,
  CircleQuestionMark,
  Columns3,
  Copy,
  Download,
  Info,
  FileSpreadsheet,
  GitCompareArrows,
  Link2,
  ListFilter,
  Monitor,
  Moon,
  Pencil,
  RefreshCw,
  Search,
  Sun,
  Table2,
  TrendingDown,
  TrendingUp,
  TriangleAlert,
  Upload,
  WifiOff,
  X,
  createElement,
} from 'lucide';
import { put, svg } from './dom.js';

const ICONS = {
  earns: TrendingUp,
  loses: TrendingDown,
  too_close: CircleEqual,
  few_orders: CircleDashed,
  not_paid: CircleMinus,
  not_sold: CircleDot,
  ascending: ArrowUp,
  descending: ArrowDown,
  calendar: Calendar,
  check: Check,
  close: X,
  columns: Columns3,
  compare: GitCompareArrows,
  copy: Copy,
  download: Download,
  error: CircleAlert,
  explain: CircleQuestionMark,
  file: FileSpreadsheet,
  filters: ListFilter,
  formula: CircleEqual,
  info: Info,
  moon: Moon,
  offline: WifiOff,
  open: ChevronDown,
  rename: Pencil,
  retry: RefreshCw,
  money: ChartColumn,
  link: Link2,
  search: Search,
  sun: Sun,
  system: Monitor,
  table: Table2,
  upload: Upload,
  warning: TriangleAlert,
};
/** @typedef {keyof typeof ICONS} IconName */

/** @param {IconName} name @param {number} [size] pixels */
export function icon(name, size = 16) {
  return createElement(ICONS[name], attributesOf(size));
}

/** @param {number} size */
function attributesOf(size) {
  return { width: size, height: size, class: 'icon', 'aria-hidden': 'true', focusable: 'false' };
}

/** An icon that becomes one after another: one path, of which only the course changes. @param {number} size */
export function changingIcon(size) {
  const path = svg('path', {});
  const element = createElement([], attributesOf(size));
  element.append(path);
  return {
    element,
    /** @param {IconName} name */
    show: (name) => put(path, 'd', ICONS[name].map(courseOf).join('')),
  };
}

/** @param {import('lucide').IconNode[number]} node a path or a circle @returns {string} */
function courseOf([tag, { d, cx, cy, r }]) {
  if (tag === 'circle') return `M${cx} ${cy}m-${r} 0a${r} ${r} 0 1 0 ${2 * Number(r)} 0a${r} ${r} 0 1 0 -${2 * Number(r)} 0`;
  // Each course begins at its own start: a small m counts from where the one before has ended.
  return `M0 0${d}`;
}
