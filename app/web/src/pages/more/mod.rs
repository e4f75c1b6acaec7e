//! *More*: everything that isn't needed at every moment.

mod access;
mod connect;
mod forms;
mod help;
mod practice;
mod print;
mod problems;
mod settings;
mod submissions;
mod sync;
mod tablet;
mod tablets;

use crate::prelude::*;
use wingbook_record::access::Role;

use crate::{
    components::{Banner, Icon, LinkButton, LinkRow, PageHeader, Tone},
    pages::{Page, Section, prison},
    shell::navigation::{on_phone, section_words, sections},
    state::{
        session::{Session, use_session},
        storage, sync as syncing, update,
    },
    t, text,
};

/// A page under *More*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The PIN, and when the tablet locks by itself.
    Access,
    /// Language, colours, letters, keys, storage.
    Settings,
    /// Sending and receiving, register by register.
    Sync,
    /// Connecting a tablet that began without a server.
    Connect,
    /// The forms on this tablet.
    Forms,
    /// Help for every page, and the notices.
    Help,
    /// What can be put on paper.
    Print,
    /// What went wrong and waits for somebody.
    Problems,
    /// Practice mode.
    Practice,
    /// Wings, cells and round plans.
    Prison,
    /// Whether somebody tampered with an export.
    Evidence,
    /// Sealed reports, for those who read them.
    Submissions,
    /// What lies on this tablet, and erasing it.
    Tablet,
    /// The tablets of the facility, for administrators.
    Tablets,
}

impl Topic {
    /// All of them, in the order of the list.
    pub const ALL: [Topic; 14] = [
        Topic::Submissions,
        Topic::Sync,
        Topic::Connect,
        Topic::Problems,
        Topic::Prison,
        Topic::Print,
        Topic::Forms,
        Topic::Practice,
        Topic::Access,
        Topic::Evidence,
        Topic::Tablets,
        Topic::Tablet,
        Topic::Settings,
        Topic::Help,
    ];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Topic::Access => "access",
            Topic::Settings => "settings",
            Topic::Sync => "sync",
            Topic::Connect => "connect",
            Topic::Forms => "forms",
            Topic::Help => "help",
            Topic::Print => "print",
            Topic::Problems => "problems",
            Topic::Practice => "practice",
            Topic::Prison => "prison",
            Topic::Evidence => "evidence",
            Topic::Submissions => "reports",
            Topic::Tablet => "tablet",
            Topic::Tablets => "tablets",
        }
    }

    /// The topic of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Topic::ALL.into_iter().find(|topic| topic.word() == word)
    }

    fn icon(self) -> &'static str {
        match self {
            Topic::Access => "key",
            Topic::Settings => "settings",
            Topic::Sync => "refresh",
            Topic::Connect => "server",
            Topic::Forms => "form",
            Topic::Help => "help",
            Topic::Print => "print",
            Topic::Problems => "warning",
            Topic::Practice => "practice",
            Topic::Prison => "door",
            Topic::Evidence => "shield-alert",
            Topic::Submissions => "lock",
            Topic::Tablet => "storage",
            Topic::Tablets => "phone",
        }
    }

    fn title(self) -> Signal<String> {
        match self {
            Topic::Access => t!("access-title"),
            Topic::Settings => t!("settings-title"),
            Topic::Sync => t!("sync-title"),
            Topic::Connect => t!("connect-title"),
            Topic::Forms => t!("forms-title"),
            Topic::Help => t!("help-title"),
            Topic::Print => t!("print-title"),
            Topic::Problems => t!("problems-title"),
            Topic::Practice => t!("practice-title"),
            Topic::Prison => t!("prison-title"),
            Topic::Evidence => t!("evidence-title"),
            Topic::Submissions => t!("submissions-title"),
            Topic::Tablet => t!("tablet-title"),
            Topic::Tablets => t!("tablets-title"),
        }
    }

    fn detail(self) -> Signal<String> {
        match self {
            Topic::Access => t!("access-detail"),
            Topic::Settings => t!("settings-detail"),
            Topic::Sync => t!("sync-detail"),
            Topic::Connect => t!("connect-detail"),
            Topic::Forms => t!("forms-detail"),
            Topic::Help => t!("help-detail"),
            Topic::Print => t!("print-detail"),
            Topic::Problems => t!("problems-detail"),
            Topic::Practice => t!("practice-detail"),
            Topic::Prison => t!("prison-detail"),
            Topic::Evidence => t!("evidence-detail"),
            Topic::Submissions => t!("submissions-detail"),
            Topic::Tablet => t!("tablet-detail"),
            Topic::Tablets => t!("tablets-detail"),
        }
    }

    /// Whether whoever is signed in has any use for it (reactive).
    fn is_for(self, session: Session) -> bool {
        let administers = || session.has_role(&[Role::Administrator]);
        match self {
            Topic::Prison => prison::may(session, "place") || prison::may(session, "plan"),
            Topic::Submissions => session.reads_sealed(),
            Topic::Tablets => administers() && syncing::sync_view().server.is_some(),
            Topic::Connect => administers() && syncing::sync_view().server.is_none(),
            _ => true,
        }
    }
}

/// The list.
pub fn view() -> AnyView {
    let session = use_session();
    let rows = move || {
        let topics = Topic::ALL.into_iter().filter(|topic| topic.is_for(session));
        let row = |topic: Topic| {
            let href = Page::MorePage(topic).path();
            view! { <li><LinkRow href=href title=topic.title() detail=topic.detail() icon=topic.icon() /></li> }
                .into_any()
        };
        topics.map(row).collect_view()
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("nav-more") />
            {who()}
            {move || update::is_ready().then(|| view! { <Banner title=t!("update-ready") /> })}
            {move || (storage::is_kept() == Some(false)).then(|| view! {
                <Banner tone=Tone::Warn title=t!("storage-not-kept")>
                    <div class="wb-actions">
                        <LinkButton label=t!("settings-title") href=Page::MorePage(Topic::Settings).path() />
                    </div>
                </Banner>
            })}
            {other_sections()}
            <ul class="wb-rows">{rows}</ul>
        </div>
    }
    .into_any()
}

/// Who is signed in, with which roles, where.
fn who() -> AnyView {
    let session = use_session();
    let name = move || session.view().map(|view| view.name.clone());
    let roles = move || {
        session.view().map(|view| {
            let roles = view
                .roles
                .iter()
                .map(|role| text::say(&format!("role-{}", role.word()), &[]));
            [view.staff_number.clone()]
                .into_iter()
                .chain(roles)
                .collect::<Vec<_>>()
                .join(" · ")
        })
    };
    let facility = move || {
        session
            .view()
            .map(|view| format!("{} · {}", view.facility, view.tablet))
    };
    view! {
        <div class="wb-person">
            <p class="wb-person__name"><bdi>{name}</bdi></p>
            <p class="wb-quiet">{roles}</p>
            <p class="wb-quiet"><bdi>{facility}</bdi></p>
        </div>
    }
    .into_any()
}

/// What the bar of a phone has no room for, for whoever holds two roles.
fn other_sections() -> AnyView {
    let session = use_session();
    let all = sections(session);
    let phone = on_phone(&all);
    let rows = all
        .into_iter()
        .filter(|section| !phone.contains(section))
        .map(|section: Section| {
            let words = Signal::derive(move || section_words(section));
            view! {
                <li class="wb-only-phone">
                    <LinkRow href=section.path().to_owned() title=words icon=section.icon() />
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    (!rows.is_empty())
        .then(|| view! { <ul class="wb-rows wb-only-phone">{rows}</ul> })
        .into_any()
}

/// One of the pages.
pub fn topic(topic: Topic) -> AnyView {
    let body = match topic {
        Topic::Access => access::view(),
        Topic::Settings => settings::view(),
        Topic::Sync => sync::view(),
        Topic::Connect => connect::view(),
        Topic::Forms => forms::view(),
        Topic::Help => help::view(),
        Topic::Print => print::view(),
        Topic::Problems => problems::view(),
        Topic::Practice => practice::view(),
        Topic::Prison => prison::view(),
        Topic::Submissions => submissions::view(),
        Topic::Tablet => tablet::view(),
        Topic::Tablets => tablets::view(),
        // It lies in a module of its own.
        Topic::Evidence => ().into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=topic.title() detail=topic.detail() back=Page::More.path() />
            {body}
        </div>
    }
    .into_any()
}

/// Before sign-in, on a tablet that is to be erased.
pub fn erase_as_ordered() -> AnyView {
    tablet::ordered()
}

/// A line of facts: what it is, how it stands.
fn fact(term: Signal<String>, value: AnyView) -> AnyView {
    view! {
        <div>
            <dt class="wb-facts__term">{term}</dt>
            <dd class="wb-facts__value">{value}</dd>
        </div>
    }
    .into_any()
}

/// A line that a section begins with.
fn lead(icon: &'static str, words: Signal<String>) -> AnyView {
    view! { <p class="wb-error__line"><Icon name=icon /><span>{words}</span></p> }.into_any()
}
