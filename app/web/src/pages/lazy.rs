//! Pages that few use, or that are used once, and the reading of codes: WASM modules of their own, fetched on first use
//! and kept for offline use with the rest of the build.
//!
//! The build cuts them out of the program after linking (`cargo xtask build`, `xtask::pwa::split`): what only a split
//! function reaches lies in its module, everything else stays where all pages find it. Builds for development and
//! tests are not cut; there the same functions are called directly.
//!
//! To move a page out: an arm in [`Module::of`] and one in the function of that module.

use std::{future::Future, pin::Pin, sync::Arc};

use futures::FutureExt;
use leptos::task::spawn_local;
use wingbook_worker::message::Failure;

use super::{
    Page, charts, check_in, clinic, coverage, due, entrance, evidence, more, moves, not_found,
    people, print, prison, record, records, recovery, review, round, ways, wings,
};
use crate::{
    components::{
        ErrorPanel, Loading, PageHeader,
        code_reader::reading::{self, Asked},
        page_header::take_up_focus,
        words::{self, Typed, Words},
    },
    prelude::*,
    shell::navigation::section_words,
    t,
};

type Coming<T> = Pin<Box<dyn Future<Output = Result<T, NotArrived>>>>;

/// The module could not be fetched, and does not lie on the tablet yet.
#[cfg(feature = "split")]
use wasm_split_helpers::SplitLoaderError as NotArrived;

/// Without modules nothing has to arrive.
#[cfg(not(feature = "split"))]
struct NotArrived;

/// What lies in one module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Reviewing, wings, records, charts: supervisors and health leads.
    Supervision,
    /// The prison, its people and plans; setting a tablet up.
    Administration,
    /// Arrivals and what is due, vaccination sessions, coverage: reception, health staff and their lead.
    Health,
    /// Paper, settings, help, badges and passkeys, and what goes wrong rarely.
    Seldom,
    /// Checking an export.
    Evidence,
}

impl Module {
    /// The module of a page; none for those that come with the program.
    pub fn of(page: &Page) -> Option<Self> {
        match page {
            Page::Review | Page::Wings | Page::Wing(_) | Page::Records | Page::Charts => {
                Some(Module::Supervision)
            }
            Page::SetUp
            | Page::Recover
            | Page::Prison(_)
            | Page::AddPerson
            | Page::PersonDetails(_) => Some(Module::Administration),
            Page::MorePage(more::Topic::Evidence) => Some(Module::Evidence),
            Page::Print(_)
            | Page::PaperRound
            | Page::WrongPerson(_)
            | Page::Erase
            | Page::ShowBadge
            | Page::UsePasskey
            | Page::MorePage(_) => Some(Module::Seldom),
            Page::CheckIn
            | Page::AddArrival
            | Page::Arrival(_)
            | Page::KeepApart(_)
            | Page::Due
            | Page::Clinics
            | Page::StartClinic
            | Page::Clinic(_)
            | Page::Coverage
            | Page::Moves => Some(Module::Health),
            _ => None,
        }
    }

    fn fetch(self) -> Coming<()> {
        match self {
            Module::Supervision => Box::pin(split::fetch_supervision()),
            Module::Administration => Box::pin(split::fetch_administration()),
            Module::Health => Box::pin(split::fetch_health()),
            Module::Seldom => Box::pin(split::fetch_seldom()),
            Module::Evidence => Box::pin(split::fetch_evidence()),
        }
    }

    fn make(self, page: Page) -> Coming<AnyView> {
        match self {
            Module::Supervision => Box::pin(split::supervision(page)),
            Module::Administration => Box::pin(split::administration(page)),
            Module::Health => Box::pin(split::health(page)),
            Module::Seldom => Box::pin(split::seldom(page)),
            Module::Evidence => Box::pin(split::evidence()),
        }
    }
}

fn supervision_page(page: Page) -> AnyView {
    match page {
        Page::Review => review::view(),
        Page::Wings => wings::view(),
        Page::Wing(id) => wings::wing(id),
        Page::Records => records::view(),
        Page::Charts => charts::view(),
        _ => not_found::view(),
    }
}

fn administration_page(page: Page) -> AnyView {
    match page {
        Page::SetUp => entrance::set_up::view(),
        Page::Recover => recovery::opening::view(),
        Page::Prison(part) => prison::part(part),
        Page::AddPerson => people::details::add(),
        Page::PersonDetails(id) => people::details::change(id),
        _ => not_found::view(),
    }
}

fn seldom_page(page: Page) -> AnyView {
    match page {
        Page::Print(sheet) => print::view(sheet),
        Page::PaperRound => round::paper::view(),
        Page::WrongPerson(id) => record::wrong_person::view(id),
        Page::Erase => more::erase_as_ordered(),
        Page::ShowBadge => ways::entering::badge(),
        Page::UsePasskey => ways::entering::passkey(),
        Page::MorePage(topic) => more::topic(topic),
        _ => not_found::view(),
    }
}

fn health_page(page: Page) -> AnyView {
    match page {
        Page::CheckIn => check_in::view(),
        Page::AddArrival => check_in::add::view(),
        Page::Arrival(id) => check_in::arrival::view(id),
        Page::KeepApart(id) => check_in::apart::view(id),
        Page::Due => due::view(),
        Page::Clinics => clinic::view(),
        Page::StartClinic => clinic::starting::view(),
        Page::Clinic(id) => clinic::running::view(id),
        Page::Coverage => coverage::view(),
        Page::Moves => moves::view(),
        _ => not_found::view(),
    }
}

/// The places where the build cuts. A function that the linker must find by name is `unsafe` to the compiler: its
/// name has to be the only one, which the macro sees to.
#[cfg(feature = "split")]
#[allow(unsafe_code, missing_docs)]
mod split {
    use super::{AnyView, Asked, NotArrived, Page, Typed, Words};
    use wasm_split_helpers::wasm_split;

    #[wasm_split(supervision, preload(fetch_supervision), fallible)]
    pub fn supervision(page: Page) -> Result<AnyView, NotArrived> {
        Ok(super::supervision_page(page))
    }

    #[wasm_split(administration, preload(fetch_administration), fallible)]
    pub fn administration(page: Page) -> Result<AnyView, NotArrived> {
        Ok(super::administration_page(page))
    }

    #[wasm_split(seldom, preload(fetch_seldom), fallible)]
    pub fn seldom(page: Page) -> Result<AnyView, NotArrived> {
        Ok(super::seldom_page(page))
    }

    #[wasm_split(seldom, preload(fetch_words), fallible)]
    pub fn words(asked: Words, typed: Typed) -> Result<AnyView, NotArrived> {
        Ok(super::words::view(asked, typed))
    }

    #[wasm_split(health, preload(fetch_health), fallible)]
    pub fn health(page: Page) -> Result<AnyView, NotArrived> {
        Ok(super::health_page(page))
    }

    #[wasm_split(evidence, preload(fetch_evidence), fallible)]
    pub fn evidence() -> Result<AnyView, NotArrived> {
        Ok(super::evidence::view())
    }

    #[wasm_split(codes, preload(fetch_codes), fallible)]
    pub fn codes(asked: Asked) -> Result<AnyView, NotArrived> {
        Ok(super::reading::view(asked))
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use super::{AnyView, Asked, NotArrived, Page, Typed, Words};
    use std::future::{Ready, ready};

    pub fn supervision(page: Page) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::supervision_page(page)))
    }

    pub fn administration(page: Page) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::administration_page(page)))
    }

    pub fn seldom(page: Page) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::seldom_page(page)))
    }

    pub fn words(asked: Words, typed: Typed) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::words::view(asked, typed)))
    }

    pub fn health(page: Page) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::health_page(page)))
    }

    pub fn evidence() -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::evidence::view()))
    }

    pub fn codes(asked: Asked) -> Ready<Result<AnyView, NotArrived>> {
        ready(Ok(super::reading::view(asked)))
    }

    pub fn fetch_supervision() -> Ready<Result<(), NotArrived>> {
        ready(Ok(()))
    }

    pub use self::{
        fetch_supervision as fetch_administration, fetch_supervision as fetch_codes,
        fetch_supervision as fetch_evidence, fetch_supervision as fetch_health,
        fetch_supervision as fetch_seldom, fetch_supervision as fetch_words,
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fetching,
    Here,
    NotArrived,
}

/// What comes with a module, and what stands in its place until then.
struct Part {
    fetch: Box<dyn Fn() -> Coming<()> + Send + Sync>,
    make: Box<dyn Fn() -> Coming<AnyView> + Send + Sync>,
    meanwhile: Box<dyn Fn(AnyView) -> AnyView + Send + Sync>,
}

/// A page that lies in a module: at once where the module is here, else as soon as it is.
pub fn view(module: Module, page: &Page) -> AnyView {
    let (made, waiting) = (page.clone(), page.clone());
    arriving(Part {
        fetch: Box::new(move || module.fetch()),
        make: Box::new(move || {
            take_up_focus();
            module.make(made.clone())
        }),
        meanwhile: Box::new(move |shown| meanwhile(&waiting, shown)),
    })
}

/// What reads codes with the camera, as it stands in a dialog.
pub fn code_reader(asked: Asked) -> AnyView {
    arriving(Part {
        fetch: Box::new(|| Box::pin(split::fetch_codes())),
        make: Box::new(move || Box::pin(split::codes(asked))),
        meanwhile: Box::new(|shown| shown),
    })
}

/// Words for a passphrase. Where they don't arrive it is typed whole.
pub fn words(asked: Words, typed: Typed) -> AnyView {
    arriving(Part {
        fetch: Box::new(|| Box::pin(split::fetch_words())),
        make: Box::new(move || Box::pin(split::words(asked, typed))),
        meanwhile: Box::new(|_| ().into_any()),
    })
}

fn arriving(part: Part) -> AnyView {
    let part = Arc::new(part);
    let stage = RwSignal::new(Stage::Fetching);
    fetch(&part, stage);
    (move || match stage.get() {
        // Made here, so that what belongs to it ends with it.
        Stage::Here => match (part.make)().now_or_never() {
            Some(Ok(view)) => view,
            _ => (part.meanwhile)(not_arrived(&part, stage)),
        },
        Stage::Fetching => (part.meanwhile)(view! { <Loading /> }.into_any()),
        Stage::NotArrived => (part.meanwhile)(not_arrived(&part, stage)),
    })
    .into_any()
}

/// What stands in the place of a page. Around setting up there is no shell, so it brings the landmark itself.
fn meanwhile(page: &Page, shown: AnyView) -> AnyView {
    if *page == Page::SetUp {
        return view! { <main class="wb-entrance"><h1>{t!("set-up-title")}</h1>{shown}</main> };
    }
    let section = page.section();
    let title = Signal::derive(move || section_words(section));
    view! { <div class="wb-page"><PageHeader title />{shown}</div> }
}

fn fetch(part: &Part, stage: RwSignal<Stage>) {
    let mut coming = (part.fetch)();
    let tell = move |arrived: Result<(), NotArrived>| {
        stage.try_set(match arrived {
            Ok(()) => Stage::Here,
            Err(_) => Stage::NotArrived,
        });
    };
    // One that is here already must not flash.
    match (&mut coming).now_or_never() {
        Some(arrived) => tell(arrived),
        None => spawn_local(async move { tell(coming.await) }),
    }
}

fn not_arrived(part: &Arc<Part>, stage: RwSignal<Stage>) -> AnyView {
    let part = part.clone();
    view! {
        <ErrorPanel
            failure=Failure::PartNotArrived
            on_retry=move |()| {
                stage.set(Stage::Fetching);
                fetch(&part, stage);
            }
        />
    }
}
