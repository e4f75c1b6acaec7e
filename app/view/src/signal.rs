//! Signals, memos and derived signals with one type below all of them.
//!
//! Leptos' own have a copy of the reactive system's code for each type of value and each closure, which with some
//! hundred of them weighs more than the pages. Here the values lie behind `dyn Any`: a [`RwSignal`] is a trigger and
//! a cell, a [`Memo`] is one of Leptos' memos over an erased value, a [`Signal`] any of them or a function. What is
//! compiled for each type is a downcast. Owners, effects, ordering and disposal are Leptos'.
//!
//! They answer to the same names and calls as Leptos' own: reading tracks, `_untracked` doesn't, `try_` gives `None`
//! once the owner is gone.

use std::{
    any::Any,
    marker::PhantomData,
    sync::{Arc, PoisonError, RwLock},
};

use leptos::prelude::{
    ArcTrigger, Get, GetUntracked, GetValue, IsDisposed, Notify, StoredValue, Track,
};

type Erased = Arc<dyn Any + Send + Sync>;
type ErasedMemo = leptos::prelude::Memo<Erased>;
type Compute = Box<dyn Fn(Option<Erased>) -> (Erased, bool) + Send + Sync>;
type Derive = Arc<dyn Fn() -> Erased + Send + Sync>;

/// A signal is asked whose page is gone: a mistake in the program, like an index out of bounds.
#[allow(clippy::panic, reason = "as Leptos' own signals do")]
fn gone() -> ! {
    panic!("a signal was read after its owner had gone")
}

/// What every signal has beside `with` and `with_untracked`.
macro_rules! getters {
    () => {
        /// The value; follows it.
        pub fn get(&self) -> T
        where
            T: Clone,
        {
            self.with(T::clone)
        }

        /// The value as it is now.
        pub fn get_untracked(&self) -> T
        where
            T: Clone,
        {
            self.with_untracked(T::clone)
        }
    };
}

/// A handle is copied whatever its value is.
macro_rules! handle {
    ($handle:ident) => {
        impl<T> Clone for $handle<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $handle<T> {}
    };
}

/// A value that can be set, for as long as anybody holds it.
pub struct ArcRwSignal<T> {
    changed: ArcTrigger,
    value: Arc<RwLock<T>>,
}

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self {
            changed: self.changed.clone(),
            value: Arc::clone(&self.value),
        }
    }
}

impl<T: Default> Default for ArcRwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> ArcRwSignal<T> {
    /// A signal that begins with this value.
    pub fn new(value: T) -> Self {
        Self {
            changed: ArcTrigger::new(),
            value: Arc::new(RwLock::new(value)),
        }
    }

    /// Follows changes without reading.
    pub fn track(&self) {
        self.changed.track();
    }

    /// What `read` makes of the value; follows it.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.with_untracked(read)
    }

    /// What `read` makes of the value as it is now.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    getters!();

    /// Sets it.
    pub fn set(&self, value: T) {
        self.update(|held| *held = value);
    }

    /// Changes it in its place, and gives what `change` gives.
    pub fn update<U>(&self, change: impl FnOnce(&mut T) -> U) -> U {
        // The lock is given back before anybody who follows reads.
        let given = change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify();
        given
    }
}

#[derive(Clone)]
struct Cell {
    changed: ArcTrigger,
    value: Erased,
}

impl Cell {
    fn typed<T: Send + Sync + 'static>(self) -> Option<ArcRwSignal<T>> {
        let value = self.value.downcast::<RwLock<T>>().ok()?;
        Some(ArcRwSignal {
            changed: self.changed,
            value,
        })
    }
}

/// A value that can be set, for as long as its owner lives.
pub struct RwSignal<T> {
    cell: StoredValue<Cell>,
    of: PhantomData<fn() -> T>,
}

handle!(RwSignal);

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> From<ArcRwSignal<T>> for RwSignal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        let cell = Cell {
            changed: signal.changed,
            value: signal.value,
        };
        Self {
            cell: StoredValue::new(cell),
            of: PhantomData,
        }
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal that begins with this value.
    pub fn new(value: T) -> Self {
        ArcRwSignal::new(value).into()
    }

    fn held(&self) -> Option<ArcRwSignal<T>> {
        self.cell.try_get_value()?.typed()
    }

    /// Whether its owner is gone.
    pub fn is_disposed(&self) -> bool {
        self.cell.is_disposed()
    }

    fn here(&self) -> ArcRwSignal<T> {
        self.held().unwrap_or_else(|| gone())
    }

    /// Follows changes without reading; there are none once its owner is gone.
    pub fn track(&self) {
        if let Some(signal) = self.held() {
            signal.track();
        }
    }

    /// What `read` makes of the value; follows it.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.here().with(read)
    }

    /// What `read` makes of the value as it is now.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.here().with_untracked(read)
    }

    getters!();

    /// The value as it is now, if its owner lives.
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        Some(self.held()?.get_untracked())
    }

    /// Sets it; nothing happens once its owner is gone.
    pub fn set(&self, value: T) {
        self.try_set(value);
    }

    /// Sets it; gives the value back once its owner is gone.
    pub fn try_set(&self, value: T) -> Option<T> {
        match self.held() {
            Some(signal) => {
                signal.set(value);
                None
            }
            None => Some(value),
        }
    }

    /// Changes it in its place; nothing happens once its owner is gone.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes it in its place, and gives what `change` gives.
    pub fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        Some(self.held()?.update(change))
    }

    /// Says that it changed, though it did not.
    pub fn notify(&self) {
        if let Some(signal) = self.held() {
            signal.changed.notify();
        }
    }
}

/// A value that is computed from others, again only when one of them changed, and told on only where it differs.
pub struct Memo<T> {
    memo: ErasedMemo,
    of: PhantomData<fn() -> T>,
}

handle!(Memo);

/// The one memo there is.
fn erased_memo(compute: Compute) -> ErasedMemo {
    ErasedMemo::new_owning(compute)
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Computes from signals and the value before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let memo = erased_memo(Box::new(move |before| {
            let before = before.as_ref().and_then(|before| before.downcast_ref());
            let now = compute(before);
            let differs = before != Some(&now);
            (Arc::new(now), differs)
        }));
        Self {
            memo,
            of: PhantomData,
        }
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Follows changes without reading.
    pub fn track(&self) {
        self.memo.track();
    }

    /// What `read` makes of the value; follows it.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read_erased(&self.memo.get(), read)
    }

    /// What `read` makes of the value as it is now.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read_erased(&self.memo.get_untracked(), read)
    }

    getters!();

    /// The value as it is now, if its owner lives.
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        let value = self.memo.try_get_untracked()?;
        Some(read_erased(&value, T::clone))
    }
}

fn read_erased<T: 'static, U>(value: &Erased, read: impl FnOnce(&T) -> U) -> U {
    match value.downcast_ref() {
        Some(value) => read(value),
        // Every handle carries the type that it was made with.
        None => gone(),
    }
}

#[derive(Clone, Copy)]
enum Source {
    Cell(StoredValue<Cell>),
    Memo(ErasedMemo),
    Derived(StoredValue<Derive>),
    Fixed(StoredValue<Erased>),
}

impl Source {
    /// Follows it, and gives the value where it lies in no cell.
    fn value(self, tracked: bool) -> Option<Erased> {
        match self {
            Self::Cell(_) => None,
            Self::Memo(memo) if tracked => Some(memo.get()),
            Self::Memo(memo) => Some(memo.get_untracked()),
            Self::Derived(derive) => {
                let derive = derive.try_get_value()?;
                Some(if tracked {
                    derive()
                } else {
                    leptos::prelude::untrack(|| derive())
                })
            }
            Self::Fixed(value) => value.try_get_value(),
        }
    }
}

/// A value to read, wherever it comes from.
pub struct Signal<T> {
    source: Source,
    of: PhantomData<fn() -> T>,
}

handle!(Signal);

impl<T> Signal<T> {
    fn of(source: Source) -> Self {
        Self {
            source,
            of: PhantomData,
        }
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Made again at each reading.
    pub fn derive(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let derive: Derive = Arc::new(move || Arc::new(derive()));
        Self::of(Source::Derived(StoredValue::new(derive)))
    }

    /// Always the same.
    pub fn stored(value: T) -> Self {
        let value: Erased = Arc::new(value);
        Self::of(Source::Fixed(StoredValue::new(value)))
    }

    fn read<U>(&self, tracked: bool, read: impl FnOnce(&T) -> U) -> U {
        if let Source::Cell(cell) = self.source {
            let signal = RwSignal::<T> {
                cell,
                of: PhantomData,
            };
            return if tracked {
                signal.with(read)
            } else {
                signal.with_untracked(read)
            };
        }
        match self.source.value(tracked) {
            Some(value) => read_erased(&value, read),
            None => gone(),
        }
    }

    /// What `read` makes of the value; follows it.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.read(true, read)
    }

    /// What `read` makes of the value as it is now.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.read(false, read)
    }

    getters!();
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::of(Source::Cell(signal.cell))
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::of(Source::Memo(memo.memo))
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Self {
        Self::stored(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use leptos::prelude::Owner;

    use super::*;

    fn owned(test: impl FnOnce()) {
        let owner = Owner::new();
        owner.with(test);
        owner.cleanup();
    }

    #[test]
    fn a_memo_computes_once_for_each_change_and_tells_on_only_what_differs() {
        owned(|| {
            let number = RwSignal::new(1);
            let (computed, told) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let counting = Arc::clone(&computed);
            let half = Memo::new(move |_| {
                counting.fetch_add(1, Ordering::Relaxed);
                number.get() / 2
            });
            let counting = Arc::clone(&told);
            let below = Memo::new(move |before: Option<&Vec<i32>>| {
                counting.fetch_add(1, Ordering::Relaxed);
                let mut all = before.cloned().unwrap_or_default();
                all.push(half.get());
                all
            });
            assert_eq!((below.get(), half.get()), (vec![0], 0));
            number.set(2);
            number.set(3);
            assert_eq!((half.get(), below.get()), (1, vec![0, 1]));
            number.set(2);
            assert_eq!(below.get(), [0, 1]);
            assert_eq!(computed.load(Ordering::Relaxed), 3);
            assert_eq!(told.load(Ordering::Relaxed), 2);
        });
    }

    #[test]
    fn a_signal_reads_whatever_it_was_made_of() {
        owned(|| {
            let number = RwSignal::new(1);
            let all: [Signal<i32>; 4] = [
                number.into(),
                Memo::new(move |_| number.get()).into(),
                Signal::derive(move || number.get()),
                1.into(),
            ];
            assert_eq!(all.map(|one| one.get()), [1; 4]);
            let sum = Memo::new(move |_| all.iter().map(Signal::get).sum::<i32>());
            let still = Memo::new(move |_| all.iter().map(Signal::get_untracked).sum::<i32>());
            assert_eq!((sum.get(), still.get()), (4, 4));
            number.update(|value| *value += 1);
            assert_eq!((sum.get(), still.get()), (7, 4));
        });
    }

    #[test]
    fn what_is_gone_takes_nothing_and_gives_it_back() {
        let kept = ArcRwSignal::new(String::from("kept"));
        let mut signal = None;
        owned(|| signal = Some(RwSignal::from(kept.clone())));
        let signal = signal.unwrap();
        assert_eq!(signal.try_set("late".into()), Some("late".into()));
        assert_eq!(signal.try_get_untracked(), None);
        assert_eq!(signal.try_update(|text| text.clear()), None);
        assert_eq!(kept.get_untracked(), "kept");
    }
}
