//! Opens a vial: vaccine, lot, expiry and doses are read from it once.

use crate::prelude::*;
use wingbook_record::{
    partial_date::PartialDate,
    people::fold::latin_digits,
    vaccination::session::{SessionStep, Step},
};
use wingbook_worker::message::VaccineView;

use super::room::Room;
use crate::{
    components::{Banner, Button, Icon, Kind, Stepper, TextInput, Tone, field, select},
    say,
    state::clock,
    t,
    text::times,
};

const PRODUCT_ID: &str = "vial-product";
const LOT_ID: &str = "vial-lot";
const EXPIRY_ID: &str = "vial-expiry";

/// Doses in a vial and vials at a time: more is a slip of the hand.
pub const DOSES_MAX: i64 = 50;
pub const VIALS_MAX: i64 = 20;

/// What is read from the label of a vial by hand: its lot, and until when that may be used.
#[derive(Clone, Copy)]
pub struct Label {
    pub lot: RwSignal<String>,
    pub expiry: RwSignal<String>,
    /// Somebody tried to save: what is missing is said from then on.
    pub tried: RwSignal<bool>,
}

impl Label {
    /// Until when, if that can be read (reactive).
    pub fn read_expiry(self) -> Option<PartialDate> {
        let text = self.expiry.with(|text| latin_digits(text.trim()));
        let date = text.parse::<PartialDate>().ok();
        date.filter(|date| !date.is_unknown())
    }

    /// The questions, under ids of their own: two may stand on a page.
    pub fn questions(self, lot_id: &'static str, expiry_id: &'static str) -> AnyView {
        let missing =
            move |is: bool, key: &str| (self.tried.get() && is).then(|| crate::text::say(key, &[]));
        let lot_error = Signal::derive(move || {
            let is_empty = self.lot.with(|lot| lot.trim().is_empty());
            missing(is_empty, "vial-lot-missing")
        });
        let expiry_error =
            Signal::derive(move || missing(self.read_expiry().is_none(), "vial-expiry-unread"));
        view! {
            <TextInput id=lot_id label=t!("vial-lot") value=self.lot error=lot_error verbatim=true length_max=40 />
            <TextInput
                id=expiry_id
                label=t!("vial-expiry")
                hint=t!("vial-expiry-hint")
                value=self.expiry
                error=expiry_error
                verbatim=true
                length_max=10
            />
        }
        .into_any()
    }
}

/// The questions. A second vial is mostly of the lot in use, so that stands there; nothing of it is saved unseen.
pub fn form(room: Room, vaccines: Vec<VaccineView>) -> AnyView {
    let before = untrack(|| room.in_use());
    let product = before.as_ref().and_then(|lot| lot.product.clone());
    let product = RwSignal::new(product.unwrap_or_default());
    let lot = RwSignal::new(
        before
            .as_ref()
            .and_then(|lot| lot.lot.clone())
            .unwrap_or_default(),
    );
    let expiry = RwSignal::new(before.map(|lot| lot.expiry).unwrap_or_default());
    let vials = RwSignal::new(Some(1));
    let doses = RwSignal::new(None);
    let tried = RwSignal::new(false);
    let labelled = vaccines.clone();
    Effect::new(move |_| {
        let chosen = product.get();
        let chosen = labelled.iter().find(|one| one.id == chosen);
        doses.set(chosen.and_then(|one| one.doses_per_vial).map(i64::from));
    });
    let label = Label { lot, expiry, tried };
    let read = move || label.read_expiry();
    let doses_error = Signal::derive(move || {
        (tried.get() && doses.get().is_none()).then(|| say!("vial-doses-missing"))
    });
    let is_expired = move || {
        let today = times::date(clock::now_ms());
        let today = wingbook_record::time::parse_date(&today);
        let last = read().and_then(PartialDate::range).map(|range| range.last);
        matches!((last, today), (Some(last), Some(today)) if last < today)
    };
    let save = move |()| {
        tried.set(true);
        let typed = untrack(|| {
            (
                read(),
                lot.get().trim().to_owned(),
                doses.get(),
                vials.get(),
            )
        });
        let (Some(lot_expiry), lot, Some(doses), Some(vials)) = typed else {
            field::focus(EXPIRY_ID);
            return;
        };
        let product = product.get_untracked();
        if product.is_empty() {
            field::focus(PRODUCT_ID);
            return;
        }
        if lot.is_empty() {
            field::focus(LOT_ID);
            return;
        }
        room.save_one(SessionStep {
            product: Some(product),
            lot: Some(lot),
            lot_expiry,
            vials: u32::try_from(vials).unwrap_or(1),
            doses: u32::try_from(doses).unwrap_or(1),
            ..room.step(Step::Opened)
        });
    };
    // Nothing is chosen before somebody read the vial.
    let none = (String::new(), say!("vial-product-none"));
    let options = vaccines.into_iter().map(|one| (one.id, one.name));
    let options = std::iter::once(none).chain(options).collect();
    let no_product = move || tried.get() && product.with(String::is_empty);
    view! {
        <div class="wb-stack">
            {select(PRODUCT_ID, t!("vial-product"), product, options)}
            {move || no_product().then(|| view! {
                <p class="wb-field__error"><Icon name="warning" /><span>{t!("vial-product-missing")}</span></p>
            })}
            {label.questions(LOT_ID, EXPIRY_ID)}
            {move || is_expired().then(|| view! { <Banner title=t!("vial-expired") tone=Tone::Danger /> })}
            <Stepper label=t!("vial-doses") value=doses min=1 max=DOSES_MAX error=doses_error />
            <Stepper label=t!("vial-vials") value=vials min=1 max=VIALS_MAX />
            <Button
                label=t!("vial-open")
                icon="check"
                kind=Kind::Primary
                wide=true
                disabled=room.saving
                on_press=save
            />
        </div>
    }
    .into_any()
}

/// The lot in use, in a line: `Comirnaty · lot AB1 · to March 2027`.
pub fn lot_words(name: Option<&str>, lot: Option<&str>, expiry: &str) -> String {
    // Each is read in its own direction, and the line in the page's.
    let isolated = |text: &str| format!("\u{2068}{text}\u{2069}");
    let name = name.map(isolated);
    let lot = lot.map(|lot| say!("vaccination-lot", lot = isolated(lot)));
    let expiry =
        (!expiry.is_empty()).then(|| say!("vial-until", date = times::partial_date(expiry)));
    let parts = name.into_iter().chain(lot).chain(expiry);
    parts.collect::<Vec<_>>().join(" · ")
}
