//! The filters: what is chosen stands as chips above the list, choosing happens in a dialog.

use crate::prelude::*;
use wingbook_record::id::PersonId;
use wingbook_worker::message::RecordsPage;

use super::{Span, Wanted, beside::Chosen, paging::Paging, words};
use crate::{
    components::{Button, Choice, Choices, DateField, Dialog, Icon, Kind, TextInput},
    say,
    state::{address, clock},
    t,
    text::times,
};

/// Authors offered at once; more are found by typing.
const AUTHORS_MAX: usize = 12;

/// The filters of the page.
#[derive(Clone, Copy)]
pub struct Filters {
    wanted: Memo<Wanted>,
    chosen: Memo<Option<Chosen>>,
    /// Words searched for.
    pub words: RwSignal<String>,
    open: RwSignal<bool>,
    /// What can be filtered by, as the last answer said.
    known: RwSignal<Known>,
}

/// Kinds, authors and wings by name.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    kinds: Vec<(String, std::collections::BTreeMap<String, String>)>,
    authors: Vec<(PersonId, String)>,
    wings: Vec<(String, String)>,
}

/// A filter in words, and how it is taken away.
type Chip = (String, fn(&mut Wanted));

impl Known {
    fn of(page: &RecordsPage) -> Self {
        Known {
            kinds: page.forms.clone(),
            authors: page.authors.clone(),
            wings: page
                .wings
                .iter()
                .map(|(id, name)| (id.to_string(), name.clone()))
                .collect(),
        }
    }
}

impl Filters {
    /// The filters of this address.
    pub fn new(
        wanted: Memo<Wanted>,
        words: RwSignal<String>,
        chosen: Memo<Option<Chosen>>,
    ) -> Self {
        Filters {
            wanted,
            chosen,
            words,
            open: RwSignal::new(false),
            known: RwSignal::new(Known::default()),
        }
    }

    fn change(self, change: impl FnOnce(&mut Wanted)) {
        let mut wanted = self.wanted.get_untracked();
        change(&mut wanted);
        let address = format!("/records{}", wanted.query(self.chosen.get_untracked()));
        // A filter is no page of its own: Back leads out of the list, not through its filters.
        address::replace(&address);
    }

    /// Shows everything that the tablet holds.
    pub fn clear(self) {
        self.words.set(String::new());
        self.change(|wanted| {
            *wanted = Wanted {
                span: Span::Quarter,
                ..Wanted::default()
            };
        });
    }

    /// The button that opens the dialog, and a chip for each filter that takes it away.
    pub fn bar(self) -> AnyView {
        let chips = move || {
            self.chips()
                .into_iter()
                .map(|(words, remove)| {
                    let label = say!("records-filter-remove", what = words.clone());
                    view! {
                        <button
                            type="button"
                            class="wb-chip"
                            aria-label=label
                            on:click=move |_| self.change(remove)
                        >
                            <bdi>{words}</bdi>
                            <Icon name="close" />
                        </button>
                    }
                    .into_any()
                })
                .collect_view()
        };
        view! {
            <div class="wb-records__filters">
                <button
                    type="button"
                    class="wb-chip"
                    aria-haspopup="dialog"
                    on:click=move |_| self.open.set(true)
                >
                    <Icon name="filter" />
                    <span>{move || self.span_words()}</span>
                </button>
                {chips}
            </div>
        }
        .into_any()
    }

    fn span_words(self) -> String {
        self.wanted.with(|wanted| match wanted.span {
            Span::Range if wanted.from == wanted.to => times::date_in_words(&wanted.from),
            Span::Range => say!(
                "records-range",
                from = times::date_in_words(&wanted.from),
                to = times::date_in_words(&wanted.to)
            ),
            span => span_words(span),
        })
    }

    /// Each filter in words, and how it is taken away.
    fn chips(self) -> Vec<Chip> {
        let mut chips: Vec<Chip> = Vec::new();
        self.wanted.with(|wanted| {
            self.known.with(|known| {
                if let Some(wing) = wanted.wing.map(|id| id.to_string()) {
                    let name = known.wings.iter().find(|(id, _)| *id == wing);
                    let words = name.map_or_else(|| say!("records-wing"), |(_, name)| name.clone());
                    chips.push((words, |wanted| wanted.wing = None));
                }
                if let Some(kind) = &wanted.kind {
                    let title = known.kinds.iter().find(|(id, _)| id == kind);
                    let title = title.map(|(_, title)| title.clone()).unwrap_or_default();
                    chips.push((words::kind(kind, &title), |wanted| wanted.kind = None));
                }
                if let Some(author) = wanted.author {
                    let name = known.authors.iter().find(|(id, _)| *id == author);
                    let words =
                        name.map_or_else(|| say!("records-author"), |(_, name)| name.clone());
                    chips.push((words, |wanted| wanted.author = None));
                }
                if wanted.person.is_some() {
                    chips.push((say!("records-one-person"), |wanted| wanted.person = None));
                }
                if let Some(review) = &wanted.review {
                    chips.push((review_words(review), |wanted| wanted.review = None));
                }
            });
        });
        chips
    }

    /// The dialog. Each choice works at once; the list behind it follows.
    pub fn dialog(self, paging: Paging) -> AnyView {
        Effect::new(move |_| {
            paging.with_page(|page| {
                if let Some(page) = page {
                    let known = Known::of(page);
                    if self.known.with_untracked(|before| *before != known) {
                        self.known.set(known);
                    }
                }
            });
        });
        let open = self.open;
        let shown =
            Signal::derive(move || say!("records-show", n = paging.total().unwrap_or_default()));
        view! {
            <Dialog open on_close=move |()| open.set(false) title=t!("records-filters")>
                <div class="wb-stack wb-records__choices">
                    {self.spans()}
                    {self.wings()}
                    {self.kinds()}
                    {self.reviews()}
                    {self.authors()}
                </div>
                <div class="wb-actions wb-records__done">
                    <Button label=t!("records-clear") icon="close" on_press=move |()| self.clear() />
                    <Button label=shown kind=Kind::Primary on_press=move |()| open.set(false) />
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn spans(self) -> AnyView {
        let options = Signal::derive(|| {
            Span::ALL
                .into_iter()
                .map(|span| Choice::new(span.word(), span_words(span)))
                .collect()
        });
        let value =
            Signal::derive(move || self.wanted.with(|wanted| wanted.span.word().to_owned()));
        let choose = move |word: String| {
            let today = times::date(clock::now_ms());
            self.change(|wanted| {
                wanted.span = Span::parse(&word);
                if wanted.span == Span::Range && wanted.from.is_empty() {
                    wanted.from = times::date_plus_days(&today, -1);
                    wanted.to = today;
                }
            });
        };
        let is_range = Memo::new(move |_| self.wanted.with(|wanted| wanted.span == Span::Range));
        view! {
            <Choices label=t!("records-time") options value on_choose=choose row=true />
            {move || is_range.get().then(|| self.range())}
        }
        .into_any()
    }

    fn range(self) -> AnyView {
        let (from, to) = self
            .wanted
            .with_untracked(|wanted| (wanted.from.clone(), wanted.to.clone()));
        let from = RwSignal::new(from);
        let to = RwSignal::new(to);
        Effect::new(move |before: Option<()>| {
            let (first, last) = (from.get(), to.get());
            // ISO dates sort as text; a range turned round is meant the other way.
            let (first, last) = if first <= last {
                (first, last)
            } else {
                (last, first)
            };
            if before.is_some() {
                self.change(|wanted| {
                    wanted.from = first;
                    wanted.to = last;
                });
            }
        });
        view! {
            <DateField label=t!("records-from") value=from quick=&[-1, 0] />
            <DateField label=t!("records-to") value=to quick=&[-1, 0] />
        }
        .into_any()
    }

    fn wings(self) -> AnyView {
        let options = Signal::derive(move || {
            let all = Choice::new("", say!("records-all-wings"));
            let wings = self.known.with(|known| known.wings.clone());
            let wings = wings.into_iter().map(|(id, name)| Choice::new(id, name));
            [all].into_iter().chain(wings).collect()
        });
        let value = Signal::derive(move || {
            self.wanted
                .with(|wanted| wanted.wing.map(|id| id.to_string()).unwrap_or_default())
        });
        let choose = move |id: String| self.change(|wanted| wanted.wing = id.parse().ok());
        view! { <Choices label=t!("records-wing") options value on_choose=choose row=true /> }
            .into_any()
    }

    fn kinds(self) -> AnyView {
        let options = Signal::derive(move || {
            let all = Choice::new("", say!("records-all-kinds"));
            let kinds = self.known.with(|known| known.kinds.clone());
            let kinds = kinds
                .into_iter()
                .filter(|(id, _)| is_listed(id))
                .map(|(id, title)| {
                    let words = words::kind(&id, &title);
                    Choice::new(id, words)
                });
            [all].into_iter().chain(kinds).collect()
        });
        let value = Signal::derive(move || {
            self.wanted
                .with(|wanted| wanted.kind.clone().unwrap_or_default())
        });
        let choose = move |id: String| {
            self.change(|wanted| wanted.kind = Some(id).filter(|id| !id.is_empty()))
        };
        view! { <Choices label=t!("records-kind") options value on_choose=choose row=true /> }
            .into_any()
    }

    fn reviews(self) -> AnyView {
        let options = Signal::derive(|| {
            ["", "none", "answered", "sent_back", "escalated", "accepted"]
                .into_iter()
                .map(|word| Choice::new(word, review_words(word)))
                .collect()
        });
        let value = Signal::derive(move || {
            self.wanted
                .with(|wanted| wanted.review.clone().unwrap_or_default())
        });
        let choose = move |word: String| {
            self.change(|wanted| wanted.review = Some(word).filter(|word| !word.is_empty()));
        };
        view! { <Choices label=t!("records-review") options value on_choose=choose row=true /> }
            .into_any()
    }

    fn authors(self) -> AnyView {
        let typed = RwSignal::new(String::new());
        let options = Signal::derive(move || {
            let all = Choice::new("", say!("records-all-authors"));
            let wanted = typed.get().trim().to_lowercase();
            let chosen = self.wanted.with(|wanted| wanted.author);
            let authors = self.known.with(|known| known.authors.clone());
            // The chosen one stays, whatever is typed.
            let found = authors
                .into_iter()
                .filter(|(id, name)| Some(*id) == chosen || name.to_lowercase().contains(&wanted))
                .take(AUTHORS_MAX)
                .map(|(id, name)| Choice::new(id.to_string(), name));
            [all].into_iter().chain(found).collect()
        });
        let value = Signal::derive(move || {
            self.wanted
                .with(|wanted| wanted.author.map(|id| id.to_string()).unwrap_or_default())
        });
        let choose = move |id: String| self.change(|wanted| wanted.author = id.parse().ok());
        view! {
            <TextInput label=t!("records-author-find") value=typed verbatim=true optional=true />
            <Choices label=t!("records-author") options value on_choose=choose row=true />
        }
        .into_any()
    }
}

/// Parts of other records stand with them, not in a list of their own.
fn is_listed(form: &str) -> bool {
    !matches!(
        form,
        "check"
            | "round_event"
            | "review"
            | "reply"
            | "follow_up_done"
            | "withdrawal"
            | "notice"
            | "move"
    )
}

fn span_words(span: Span) -> String {
    match span {
        Span::Today => say!("records-today"),
        Span::Day => say!("records-24h"),
        Span::Week => say!("records-days", n = 7),
        Span::Month => say!("records-days", n = 30),
        Span::Quarter => say!("records-days", n = 90),
        Span::Range => say!("records-own-range"),
    }
}

fn review_words(word: &str) -> String {
    match word {
        "none" => say!("records-review-none"),
        "answered" => say!("records-review-answered"),
        "sent_back" => say!("records-review-sent-back"),
        "escalated" => say!("records-review-escalated"),
        "accepted" => say!("records-review-accepted"),
        _ => say!("records-review-any"),
    }
}
