//! A store that keeps no rows but holds every batch against what a row file needs: columns that are equally long.

use std::io;

use ingest::{Extras, RowColumns, RowSink, RowStore, RowsHash, TextColumn};

/// Makes sinks that check the columns they are given.
pub(crate) struct CheckedColumns;

#[derive(Clone, Copy)]
enum Table {
    Sales(Extras),
    Posts,
}

impl RowStore for CheckedColumns {
    fn sales(&self, _: usize, extras: Extras) -> io::Result<Box<dyn RowSink>> {
        Ok(Box::new(Table::Sales(extras)))
    }

    fn posts(&self, _: usize) -> io::Result<Box<dyn RowSink>> {
        Ok(Box::new(Table::Posts))
    }
}

impl RowSink for Table {
    fn write(&mut self, rows: RowColumns) -> io::Result<()> {
        let count = rows.lines.len();
        assert!(count > 0 && rows.repeated.len() == count && rows.days.len() == count, "{rows:?}");
        let (codes, numbers, texts) = match self {
            Self::Sales(extras) => {
                (TextColumn::ALL.len(), 2 + usize::from(extras.clicks), usize::from(extras.user_ids))
            }
            Self::Posts => (1, 6, 3),
        };
        assert!(rows.codes[..codes].iter().all(|column| column.len() == count), "{rows:?}");
        assert!(rows.numbers[..numbers].iter().all(|column| column.len() == count), "{rows:?}");
        assert_eq!(rows.kept.iter().map(|kept| kept.ends.len()).sum::<usize>(), count * texts);
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<RowsHash> {
        Ok(RowsHash::default())
    }
}
