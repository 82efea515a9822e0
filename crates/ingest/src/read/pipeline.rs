//! Blocks of a file to many threads, what they make of them back in order.

use std::{
    collections::BTreeMap,
    io::{self, Read},
    str::Utf8Error,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, available_parallelism},
};

use crate::{
    formats::blocks::Block,
    formats::text_rows::TextRows,
    read::batch::{Batch, FileContext, Reader},
    read::collect::Collector,
    read_error::ReadError,
};

/// Smaller files are read where they are: threads would cost more than they give.
const MAX_ALONE_BYTES: u64 = 2 << 20;

/// Blocks that may wait between two threads: memory stays flat however far reading gets ahead.
const AHEAD: usize = 6;

/// Reads all rows below the header.
pub(crate) fn read<R: Read + Send>(
    rows: &mut TextRows<R>,
    bytes: u64,
    file: &FileContext,
    collector: &mut Collector<'_>,
) -> Result<(), ReadError> {
    if bytes < MAX_ALONE_BYTES { alone(rows, file, collector) } else { together(rows, file, collector) }
}

fn alone<R: Read>(rows: &mut TextRows<R>, file: &FileContext, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let (mut reader, mut is_first) = (Reader::new(file), true);
    while let Some(block) = rows.next_block().map_err(ReadError::reading)? {
        let batch = reader.read(&block, is_first)?;
        collector.take(0, batch)?;
        is_first = false;
    }
    Ok(())
}

/// A block with its place in the file.
type Numbered = (usize, Block);
/// What a thread made of a block: the block's place, the thread, the rows.
type Made = (usize, usize, Result<Batch, Utf8Error>);

fn together<R: Read + Send>(
    rows: &mut TextRows<R>,
    file: &FileContext,
    collector: &mut Collector<'_>,
) -> Result<(), ReadError> {
    let readers = available_parallelism().map_or(2, usize::from);
    let (blocks_in, blocks_out) = sync_channel::<Numbered>(AHEAD);
    let (made_in, made_out) = sync_channel::<Made>(AHEAD);
    let (blocks_out, stopped) = (&Mutex::new(blocks_out), &AtomicBool::new(false));
    thread::scope(|scope| {
        let cutter = scope.spawn(move || cut(rows, &blocks_in, stopped));
        for reader in 0..readers {
            let made_in = made_in.clone();
            scope.spawn(move || work(reader, file, blocks_out, &made_in));
        }
        drop(made_in);
        let collected = collect(&made_out, collector);
        // Closes the channel, so that threads that still send end.
        drop(made_out);
        stopped.store(true, Relaxed);
        drain(blocks_out);
        let cut = cutter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        collected.and(cut.map_err(ReadError::reading))
    })
}

fn cut<R: Read>(rows: &mut TextRows<R>, to: &SyncSender<Numbered>, stopped: &AtomicBool) -> io::Result<()> {
    let mut place = 0;
    while !stopped.load(Relaxed)
        && let Some(block) = rows.next_block()?
        && to.send((place, block)).is_ok()
    {
        place += 1;
    }
    Ok(())
}

fn work(at: usize, file: &FileContext, blocks: &Mutex<Receiver<Numbered>>, to: &SyncSender<Made>) {
    let mut reader = Reader::new(file);
    let next = || blocks.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok((place, block)) = next() {
        if to.send((place, at, reader.read(&block, place == 0))).is_err() {
            return;
        }
    }
}

/// Takes what the threads made in the order of the file.
fn collect(made: &Receiver<Made>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let (mut early, mut next) = (BTreeMap::new(), 0);
    for (place, reader, batch) in made {
        early.insert(place, (reader, batch));
        while let Some((reader, batch)) = early.remove(&next) {
            collector.take(reader, batch?)?;
            next += 1;
        }
    }
    Ok(())
}

/// Lets the cutting thread end after the readers stopped early.
fn drain(blocks: &Mutex<Receiver<Numbered>>) {
    let blocks = blocks.lock().unwrap_or_else(PoisonError::into_inner);
    while blocks.recv().is_ok() {}
}
