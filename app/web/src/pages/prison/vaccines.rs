//! The vaccines of the catalogue, for administrators: how many doses, how long between them, from what age, how many in a
//! vial, under which codes. What is changed here reaches every tablet; records keep the vaccine's own word.

use crate::prelude::*;
use wingbook_record::vaccination::span::Span;
use wingbook_worker::message::{ProductView, ProductsView, Request, Response};

use super::{
    Part,
    rooms::name_question,
    saving::{Saving, trimmed},
};
use crate::{
    components::{
        ErrorPanel, Kind, LinkButton, LinkRow, Loading, PageHeader, SnackbarSlot, Stepper,
        TextArea, TextInput, select,
    },
    pages::{Page, more::Topic},
    say,
    state::loaded::{Loaded, load},
    t,
};

/// Doses of a series, doses of a vial, years of age, days between doses: more is a slip of the hand.
const DOSES_MAX: i64 = 6;
const VIAL_MAX: i64 = 50;
const AGE_MAX: i64 = 120;
const WAIT_MAX: i64 = 730;

fn load_products() -> Loaded<ProductsView> {
    load(
        || Request::Products,
        |response| match response {
            Response::Products(view) => Some(view),
            _ => None,
        },
    )
}

/// The list.
pub fn view() -> AnyView {
    let loaded = load_products();
    let body = move || match (loaded.get(), loaded.failure()) {
        (Some(view), _) => {
            let rows = view
                .products
                .into_iter()
                .map(|one| view! { <li>{row(one)}</li> });
            view! { <ul class="wb-rows">{rows.collect_view()}</ul> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("vaccines") detail=t!("vaccines-detail") back=Page::MorePage(Topic::Prison).path() />
            {body}
            <div class="wb-page__foot">
                <SnackbarSlot />
                <LinkButton
                    label=t!("vaccine-add")
                    href=Part::AddVaccine.path()
                    kind=Kind::Primary
                    icon="plus"
                    wide=true
                />
            </div>
        </div>
    }
    .into_any()
}

fn row(one: ProductView) -> AnyView {
    let href = Part::Vaccine(one.id.clone().unwrap_or_default()).path();
    let title = Signal::stored(one.name.clone());
    let detail = Signal::derive(move || {
        let doses = match one.doses {
            0 => say!("vaccine-booster-only"),
            n => say!("vaccine-doses-in-series", n = n),
        };
        let wait = days(&one.minimum).map(|n| say!("vaccine-wait", n = n));
        let changed = one.changed.then(|| say!("vaccine-changed"));
        let parts = [doses].into_iter().chain(wait).chain(changed);
        parts.collect::<Vec<_>>().join(" · ")
    });
    view! { <LinkRow href title detail icon="syringe" /> }.into_any()
}

/// An interval in days, as far as it is one.
fn days(span: &str) -> Option<i64> {
    span.parse::<Span>().ok().map(Span::days_min)
}

/// The page of a new vaccine.
pub fn add() -> AnyView {
    page(None)
}

/// The page of a vaccine that is there.
pub fn change(id: String) -> AnyView {
    page(Some(id))
}

fn page(id: Option<String>) -> AnyView {
    let loaded = load_products();
    // Made once: what is typed stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| loaded.is_here());
    let body = move || match (is_here.get(), loaded.failure()) {
        (true, _) => untrack(|| {
            let view = loaded.get()?;
            let known = match &id {
                Some(id) => view
                    .products
                    .iter()
                    .find(|one| one.id.as_ref() == Some(id))?
                    .clone(),
                None => new(&view),
            };
            Some(form(known, view))
        })
        .into_any(),
        (false, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! { <div class="wb-page wb-page--narrow">{body}</div> }.into_any()
}

fn new(view: &ProductsView) -> ProductView {
    ProductView {
        id: None,
        name: String::new(),
        holder: String::new(),
        disease: view
            .diseases
            .first()
            .map(|(word, _)| word.clone())
            .unwrap_or_default(),
        platform: "mrna".to_owned(),
        doses: 2,
        minimum: String::new(),
        usual: String::new(),
        booster_minimum: String::new(),
        booster_usual: String::new(),
        minimum_age_years: None,
        doses_per_vial: None,
        codes: Vec::new(),
        unconfirmed: Vec::new(),
        changed: false,
    }
}

/// An interval as a number of days. One of weeks or months that nobody touched stays one.
#[derive(Clone)]
struct Wait {
    before: String,
    shown: Option<i64>,
    value: RwSignal<Option<i64>>,
}

impl Wait {
    fn of(span: &str) -> Self {
        let shown = days(span);
        Self {
            before: span.to_owned(),
            shown,
            value: RwSignal::new(shown),
        }
    }

    fn span(&self) -> String {
        match self.value.get_untracked() {
            days if days == self.shown => self.before.clone(),
            Some(days) => format!("P{days}D"),
            None => String::new(),
        }
    }
}

fn number(value: RwSignal<Option<i64>>) -> Option<u32> {
    value
        .get_untracked()
        .and_then(|number| u32::try_from(number).ok())
}

fn form(product: ProductView, all: ProductsView) -> AnyView {
    let saving = Saving::open();
    let back = Part::Vaccines.path();
    let name = RwSignal::new(product.name.clone());
    let holder = RwSignal::new(product.holder.clone());
    let disease = RwSignal::new(product.disease.clone());
    let platform = RwSignal::new(product.platform.clone());
    let doses = RwSignal::new(Some(i64::from(product.doses)));
    let minimum = Wait::of(&product.minimum);
    let usual = Wait::of(&product.usual);
    let booster_minimum = Wait::of(&product.booster_minimum);
    let booster_usual = Wait::of(&product.booster_usual);
    let age = RwSignal::new(product.minimum_age_years.map(i64::from));
    let vial = RwSignal::new(product.doses_per_vial.map(i64::from));
    let lines = product
        .codes
        .iter()
        .map(|(system, code)| format!("{system} {code}"));
    let codes = RwSignal::new(lines.collect::<Vec<_>>().join("\n"));
    saving.keep("name", name);
    saving.keep("holder", holder);
    saving.keep("codes", codes);
    let known: Vec<String> = all.systems.iter().map(|(word, _)| word.clone()).collect();
    let systems = StoredValue::new(known);
    // Each line a system and a code.
    let read_codes = move || {
        let line = |line: &str| {
            let (system, code) = line.trim().split_once(char::is_whitespace)?;
            let is_known = systems.with_value(|all| all.iter().any(|one| one == system));
            is_known.then(|| (system.to_owned(), code.trim().to_owned()))
        };
        codes.with(|codes| {
            let lines = codes.lines().filter(|one| !one.trim().is_empty());
            lines.map(line).collect::<Option<Vec<_>>>()
        })
    };
    let no_codes = move || read_codes().is_none().then_some("vaccine-codes-unread");
    let unconfirmed = !product.unconfirmed.is_empty();
    let title = match &product.id {
        Some(_) => Signal::stored(product.name.clone()),
        None => t!("vaccine-add"),
    };
    let waits = [
        (minimum.value, t!("vaccine-minimum")),
        (usual.value, t!("vaccine-usual")),
        (booster_minimum.value, t!("vaccine-booster-minimum")),
        (booster_usual.value, t!("vaccine-booster-usual")),
    ];
    let base = StoredValue::new(product);
    let intervals = StoredValue::new([minimum, usual, booster_minimum, booster_usual]);
    let make = move || {
        let name = Some(trimmed(name)).filter(|name| !name.is_empty())?;
        let [minimum, usual, booster_minimum, booster_usual] =
            intervals.with_value(|all| all.each_ref().map(Wait::span));
        Some(Request::PutProduct(Box::new(ProductView {
            name,
            holder: trimmed(holder),
            disease: disease.get_untracked(),
            platform: platform.get_untracked(),
            doses: number(doses).unwrap_or(0),
            minimum,
            usual,
            booster_minimum,
            booster_usual,
            minimum_age_years: number(age),
            doses_per_vial: number(vial),
            codes: untrack(read_codes)?,
            ..base.get_value()
        })))
    };
    let platforms = ["mrna", "vector", "inactivated", "subunit"];
    let platforms = platforms
        .map(|word| (word.to_owned(), platform_words(word)))
        .to_vec();
    let steppers = waits
        .map(|(value, label)| view! { <Stepper label value max=WAIT_MAX start=28 /> }.into_any());
    let systems_hint = Signal::derive(move || {
        let words = systems.with_value(|all| all.join(", "));
        say!("vaccine-codes-hint", systems = words)
    });
    view! {
        <PageHeader title back=back.clone() />
        {unconfirmed.then(|| view! { <p class="wb-quiet">{t!("vaccine-unconfirmed")}</p> })}
        {name_question(t!("vaccine-name"), name, saving)}
        <TextInput
            id="vaccine-holder"
            label=t!("vaccine-holder")
            value=holder
            error=saving.error("holder", "vaccine-holder-missing", move || {
                holder.with(|holder| holder.trim().is_empty()).then_some("vaccine-holder-missing")
            })
            verbatim=true
        />
        {select("vaccine-disease", t!("vaccine-disease"), disease, all.diseases)}
        {select("vaccine-platform", t!("vaccine-platform"), platform, platforms)}
        <Stepper label=t!("vaccine-doses") value=doses max=DOSES_MAX />
        {steppers.into_iter().collect_view()}
        <Stepper label=t!("vaccine-age") value=age max=AGE_MAX start=18 />
        <Stepper label=t!("vaccine-vial") value=vial min=1 max=VIAL_MAX start=10 />
        <p class="wb-quiet">{systems_hint}</p>
        <TextArea
            id="vaccine-codes"
            label=t!("vaccine-codes")
            value=codes
            error=saving.error("codes", "vaccine-codes-unread", no_codes)
        />
        {saving.foot(make, |_| None, back, None)}
    }
    .into_any()
}

fn platform_words(word: &str) -> String {
    match word {
        "mrna" => say!("platform-mrna"),
        "vector" => say!("platform-vector"),
        "inactivated" => say!("platform-inactivated"),
        _ => say!("platform-subunit"),
    }
}
