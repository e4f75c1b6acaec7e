//! Somebody new at check-in: one name is enough, and whoever is perhaps here already is shown while it is typed.

use crate::prelude::*;
use wingbook_record::{
    access::roster_writable_by,
    person::{Category, Sex, parse_born},
};
use wingbook_worker::message::{
    AlikeView, CheckIn, CheckedIn, NewPerson, PlaceView, Request, Response,
};

use super::{rooms, same};
use crate::{
    components::{Choice, Choices, Kind, LinkButton, PageHeader, TextInput, select},
    pages::{
        Page,
        prison::{
            self,
            saving::{Saving, trimmed},
        },
    },
    say,
    state::{
        address, clock,
        loaded::{Loaded, load},
        session::use_session,
    },
    t,
    text::times,
};

/// Those whom check-in adds; staff are an administrator's.
const KINDS: [(&str, Category, &str); 4] = [
    ("prisoner", Category::Prisoner, "category-prisoner"),
    ("visitor", Category::Visitor, "category-visitor"),
    ("family", Category::Family, "category-family"),
    ("child", Category::Child, "category-child"),
];

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    name: RwSignal<String>,
    number: RwSignal<String>,
    born: RwSignal<String>,
    sex: RwSignal<String>,
    place: RwSignal<String>,
}

impl Typed {
    fn category(self) -> Category {
        let kind = self.kind.get();
        let found = KINDS.into_iter().find(|(word, ..)| *word == kind);
        found.map_or(Category::Prisoner, |(_, category, _)| category)
    }

    /// Only who lives here has a cell.
    fn lives_here(self) -> bool {
        matches!(self.category(), Category::Prisoner | Category::Child)
    }

    fn born(self) -> Option<String> {
        let today = times::date(clock::now_ms());
        self.born.with(|born| parse_born(born, &today))
    }

    /// As far as it is typed (reactive).
    fn new_person(self) -> NewPerson {
        let given = |text: RwSignal<String>| {
            Some(text.get().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let category = self.category();
        NewPerson {
            category,
            name: self.name.get().trim().to_owned(),
            number: given(self.number).filter(|_| category == Category::Prisoner),
            born: self.born(),
            sex: match self.sex.get().as_str() {
                "female" => Some(Sex::Female),
                "male" => Some(Sex::Male),
                _ => None,
            },
            place: match self.lives_here() {
                true => self.place.get().parse().ok(),
                false => None,
            },
        }
    }
}

/// The page: `/check-in/add?name=…`.
pub fn view() -> AnyView {
    let name = address::query().with_untracked(|query| query.get("name"));
    // A number that was looked for is no name.
    let is_number = |name: &String| name.chars().any(|one| one.is_numeric());
    let (number, name) = match name {
        Some(typed) if is_number(&typed) => (typed, String::new()),
        typed => (String::new(), typed.unwrap_or_default()),
    };
    let typed = Typed {
        kind: RwSignal::new("prisoner".to_owned()),
        name: RwSignal::new(name),
        number: RwSignal::new(number),
        born: RwSignal::default(),
        sex: RwSignal::default(),
        place: RwSignal::default(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("check-in-add") back=Page::CheckIn.path() />
            {prison::with_places(move |places| form(typed, &places))}
        </div>
    }
    .into_any()
}

fn form(typed: Typed, places: &[PlaceView]) -> AnyView {
    let saving = Saving::open();
    let session = use_session();
    let Typed {
        kind,
        name,
        number,
        born,
        sex,
        place,
    } = typed;
    let kinds = Signal::derive(move || {
        let roles = session
            .view()
            .map(|view| view.roles.clone())
            .unwrap_or_default();
        let may = |category: Category| roster_writable_by("person", Some(category.word()), &roles);
        let offered = KINDS.into_iter().filter(|(_, category, _)| may(*category));
        offered
            .map(|(word, _, key)| Choice::new(word, crate::text::say(key, &[])))
            .collect::<Vec<_>>()
    });
    let sexes = Signal::derive(|| {
        vec![
            Choice::new("female", say!("person-sex-female")),
            Choice::new("male", say!("person-sex-male")),
            Choice::new("", say!("unknown")),
        ]
    });
    let no_name = move || {
        name.with(|name| name.trim().is_empty())
            .then_some("person-name-missing")
    };
    let is_unread = move || born.with(|born| !born.trim().is_empty()) && typed.born().is_none();
    let no_date = move || is_unread().then_some("person-born-unread");
    let make = move || {
        untrack(|| {
            let complete = !trimmed(name).is_empty() && !is_unread();
            complete.then(|| Request::CheckIn(CheckIn::Add(typed.new_person())))
        })
    };
    let leads_to = |response: &Response| match response {
        Response::Someone(person) => Some(Page::Arrival(*person).path()),
        _ => None,
    };
    let is_prisoner = Memo::new(move |_| typed.category() == Category::Prisoner);
    let lives_here = Memo::new(move |_| typed.lives_here());
    let options = rooms(places, None);
    view! {
        <Choices
            label=t!("check-in-kind")
            options=kinds
            value=kind
            on_choose=move |chosen: String| kind.set(chosen)
            row=true
        />
        <TextInput
            id="person-name"
            label=t!("person-name")
            hint=t!("check-in-one-name")
            value=name
            error=saving.error("name", "person-name-missing", no_name)
            verbatim=true
        />
        {move || is_prisoner.get().then(|| view! {
            <TextInput
                id="person-number"
                label=t!("person-number")
                value=number
                error=saving.error("number", "person-number-taken", || None)
                optional=true
                verbatim=true
                length_max=60
            />
        })}
        {alike(typed)}
        <TextInput
            id="person-born"
            label=t!("person-born-when")
            hint=t!("person-born-hint")
            value=born
            error=saving.error("born", "person-born-unread", no_date)
            optional=true
            verbatim=true
            length_max=10
        />
        <Choices
            label=t!("person-sex")
            options=sexes
            value=sex
            on_choose=move |chosen: String| sex.set(chosen)
            row=true
        />
        <div hidden=move || !lives_here.get()>
            {select("person-place", t!("person-place"), place, options)}
        </div>
        {saving.foot(make, leads_to, Page::CheckIn.path(), None)}
    }
    .into_any()
}

/// Those who are perhaps meant, as far as something is typed.
fn alike(typed: Typed) -> AnyView {
    let found: Loaded<CheckedIn> = load(
        move || Request::CheckIn(CheckIn::Alike(typed.new_person())),
        |response| match response {
            Response::CheckIn(answer) => Some(&**answer),
            _ => None,
        },
    );
    let people = Memo::new(move |_| match found.get() {
        Some(CheckedIn::Alike(people)) => people,
        _ => Vec::new(),
    });
    let row = |one: AlikeView| {
        let href = Page::Arrival(one.person.id).path();
        let action = view! { <LinkButton label=t!("same-this-one") href icon="check" kind=Kind::Secondary /> };
        same::candidate(one, action.into_any())
    };
    view! {
        <section class="wb-section" aria-live="polite">
            {move || (!people.with(Vec::is_empty)).then(|| view! {
                <h2>{t!("same-before-adding", n = people.with(Vec::len))}</h2>
                <ul class="wb-alikes">{people.get().into_iter().map(row).collect_view()}</ul>
            })}
        </section>
    }
    .into_any()
}
