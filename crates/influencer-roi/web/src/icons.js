// The Lucide icons the page uses, by what they stand for. Decoration: the words beside them carry the meaning.

import {
  ArrowDown,
  ArrowUp,
  Calendar,
  Check,
  ChevronDown,
  CircleAlert,
  CircleDot,
  CircleEqual,
  CircleMinus,
  CircleQuestionMark,
  Download,
  Info,
  FileSpreadsheet,
  ListFilter,
  Monitor,
  Moon,
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

const ICONS = {
  above: TrendingUp,
  earns: CircleDot,
  loses: TrendingDown,
  not_paid: CircleMinus,
  ascending: ArrowUp,
  descending: ArrowDown,
  calendar: Calendar,
  check: Check,
  close: X,
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
  retry: RefreshCw,
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
  return createElement(ICONS[name], { width: size, height: size, class: 'icon', 'aria-hidden': 'true', focusable: 'false' });
}
