//! Navigation: a bar at the foot of a phone, a rail beside the page on a tablet. What stands in it follows the roles.

use crate::prelude::*;
use wingbook_record::access::{Book, Role};

use crate::{
    components::Icon,
    pages::{Page, Section, more::Topic},
    state::session::{Session, use_session},
    t, text,
};

/// How many entries fit beside each other on a phone; *More* is always the last of them.
const PHONE_ENTRIES_MAX: usize = 5;

/// The page that opens first: the one with the next thing to do.
pub fn home(session: Session) -> Page {
    if session.has_role(&[Role::Officer]) {
        Page::Today
    } else if session.reviews() {
        Page::Review
    } else if session.has_role(&[Role::Reception]) {
        Page::CheckIn
    } else if session.reads_sealed() {
        Page::MorePage(Topic::Submissions)
    } else {
        Page::People
    }
}

/// What may stand in the navigation for the roles of whoever is signed in, the most needed first.
pub fn sections(session: Session) -> Vec<Section> {
    let mut sections = of_main_role(session);
    // Whoever also holds a part in health finds its pages behind those of the shift.
    let mut add = |section: Section| {
        if !sections.contains(&section) {
            let end = sections.len().saturating_sub(1);
            sections.insert(end, section);
        }
    };
    if session.writes(Book::Health, "dose") {
        add(Section::Session);
        add(Section::CheckIn);
        add(Section::Due);
        add(Section::People);
        add(Section::Write);
        add(Section::Records);
    }
    if session.has_role(&[Role::HealthLead]) {
        add(Section::Coverage);
    }
    if session.reviews() {
        add(Section::Review);
        add(Section::Records);
    }
    sections
}

fn of_main_role(session: Session) -> Vec<Section> {
    let officer = session.has_role(&[Role::Officer]);
    let supervisor = session.has_role(&[Role::Supervisor]);
    match (officer, supervisor) {
        (true, false) => vec![
            Section::Today,
            Section::Round,
            Section::People,
            Section::Write,
            Section::More,
        ],
        (false, true) => vec![
            Section::Review,
            Section::Wings,
            Section::Records,
            Section::Charts,
            Section::More,
        ],
        (true, true) => vec![
            Section::Today,
            Section::Round,
            Section::People,
            Section::Write,
            Section::Review,
            Section::Wings,
            Section::Records,
            Section::Charts,
            Section::More,
        ],
        (false, false) if session.reviews() => vec![
            Section::Review,
            Section::Coverage,
            Section::Records,
            Section::People,
            Section::Session,
            Section::Write,
            Section::More,
        ],
        (false, false) if session.has_role(&[Role::Health]) => vec![
            Section::Session,
            Section::CheckIn,
            Section::People,
            Section::Due,
            Section::Write,
            Section::Records,
            Section::More,
        ],
        (false, false) if session.has_role(&[Role::Reception]) => vec![
            Section::CheckIn,
            Section::People,
            Section::Moves,
            Section::Wings,
            Section::Write,
            Section::More,
        ],
        (false, false) => vec![
            Section::People,
            Section::Wings,
            Section::Write,
            Section::More,
        ],
    }
}

/// Those of `sections` that a phone's bar holds; the others stand under *More*.
pub fn on_phone(sections: &[Section]) -> Vec<Section> {
    if sections.len() <= PHONE_ENTRIES_MAX {
        return sections.to_vec();
    }
    let first = sections
        .iter()
        .copied()
        .filter(|section| *section != Section::More)
        .take(PHONE_ENTRIES_MAX - 1);
    first.chain([Section::More]).collect()
}

/// The words of a section.
pub fn section_words(section: Section) -> String {
    let key = match section {
        Section::Today => "nav-today",
        Section::Round => "nav-round",
        Section::Session => "nav-session",
        Section::Coverage => "nav-coverage",
        Section::Moves => "nav-moves",
        Section::People => "nav-people",
        Section::Write => "nav-write",
        Section::Review => "nav-review",
        Section::Wings => "nav-wings",
        Section::Records => "nav-records",
        Section::Charts => "nav-charts",
        Section::CheckIn => "nav-check-in",
        Section::Due => "nav-due",
        Section::More => "nav-more",
    };
    text::say(key, &[])
}

/// The navigation.
#[component]
pub fn Navigation(
    /// The page on screen.
    page: Memo<Page>,
) -> AnyView {
    let session = use_session();
    let current = Memo::new(move |_| page.with(Page::section));
    let entries = move || {
        let sections = sections(session);
        let phone = on_phone(&sections);
        sections
            .into_iter()
            .map(|section| {
                let class = if phone.contains(&section) {
                    "wb-nav__item"
                } else {
                    "wb-nav__item wb-nav__item--wide"
                };
                view! {
                    <li class=class>
                        <a
                            class="wb-nav__link"
                            href=section.path()
                            aria-current=move || (current.get() == section).then_some("page")
                        >
                            <Icon name=section.icon() />
                            <span>{Signal::derive(move || section_words(section))}</span>
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <nav class="wb-nav" aria-label=t!("nav-label")>
            <ul class="wb-nav__list">{entries}</ul>
        </nav>
    }
    .into_any()
}
