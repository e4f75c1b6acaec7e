//! Every component once, for eyes and for the accessibility tests. Debug builds only; all data made up.

use std::sync::Arc;

use crate::prelude::*;
use wingbook_record::person::Category;
use wingbook_worker::message::{Delivery, Failure, PersonLine as Person};

use crate::{
    components::{
        Badge, Banner, Button, Choice, Choices, DateField, DeliveryBadge, Dialog, EmptyState,
        ErrorPanel, ErrorSummary, IconButton, LinkRow, Loading, MultiChoices, PageHeader,
        PassphraseInput, PersonLine, Progress, SearchBox, Stepper, Tabs, TextArea, TextInput, Tone,
        VirtualList, button::Kind, virtual_list::RowView,
    },
    pages::entrance::{language_chips, theme_chips},
    state::snackbars::use_snackbars,
};

fn words(words: &str) -> Signal<String> {
    Signal::stored(words.to_owned())
}

fn example(title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="wb-section"><h2>{title}</h2>{body}</section> }.into_any()
}

/// The page.
pub fn view() -> AnyView {
    if !cfg!(debug_assertions) {
        return super::not_found::view();
    }
    view! {
        <main class="wb-page wb-page--narrow" id="main">
            <PageHeader title=words("Gallery") detail=words("Every component once") back="/" />
            {language_chips()}
            {theme_chips()}
            {example("Buttons", buttons())}
            {example("States", states())}
            {example("People", people())}
            {example("Messages", messages())}
            {example("Questions", questions())}
            {example("Lists", lists())}
        </main>
    }
    .into_any()
}

fn buttons() -> AnyView {
    let open = RwSignal::new(false);
    let snackbars = use_snackbars();
    let close = Callback::new(move |()| open.set(false));
    view! {
        <div class="wb-actions">
            <Button label=words("Start round") kind=Kind::Primary icon="round" on_press=|()| {} />
            <Button label=words("Ask") on_press=move |()| open.set(true) />
            <Button label=words("Say") kind=Kind::Quiet on_press=move |()| snackbars.say("Saved on this tablet") />
            <Button label=words("Withdraw") kind=Kind::Danger on_press=|()| {} />
            <Button label=words("Not now") disabled=true on_press=|()| {} />
            <IconButton label=words("Search") icon="search" on_press=|()| {} />
        </div>
        <Dialog open on_close=close title=words("Withdraw this record?")>
            <p>"It stays in the register, marked as withdrawn."</p>
            <div class="wb-actions">
                <Button label=words("Withdraw") kind=Kind::Danger on_press=close />
                <Button label=words("Keep it") on_press=close />
            </div>
        </Dialog>
    }
    .into_any()
}

fn states() -> AnyView {
    let refused = Delivery::Refused {
        code: "forbidden".to_owned(),
        detail: String::new(),
    };
    let received = Delivery::Received {
        at_ms: Some(js_sys::Date::now() as i64),
    };
    view! {
        <div class="wb-stack">
            <DeliveryBadge delivery=Delivery::Saved />
            <DeliveryBadge delivery=Delivery::Waiting />
            <DeliveryBadge delivery=Delivery::Sent />
            <DeliveryBadge delivery=received />
            <DeliveryBadge delivery=refused />
            <Badge icon="warning" words=words("Overdue since 21:30") tone=Tone::Warn />
            <Progress label=words("Receiving 340 of 1,200") figures=Some((340, 1200)) />
            <Progress label=words("Checking the passphrase") />
        </div>
    }
    .into_any()
}

fn person(name: &str, number: Option<&str>, same_name: bool) -> Option<Person> {
    Some(Person {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().ok()?,
        name: name.to_owned(),
        number: number.map(str::to_owned),
        born: number.map(|_| "1988".to_owned()),
        place: Some("Wing A › A-12".to_owned()),
        place_id: None,
        out: same_name.then(|| "court".to_owned()),
        category: Category::Prisoner,
        same_name,
        notices: Vec::new(),
    })
}

fn people() -> AnyView {
    let shown = [
        (
            person("Okello Samuel Made-Up", Some("UG/1042/26"), true),
            true,
        ),
        (person("منى بن مثال", Some("7731"), false), false),
        (person("Пример Нұрлан Әділұлы", None, false), false),
    ];
    let rows = shown
        .into_iter()
        .filter_map(|(person, round)| Some((person?, round)))
        .map(|(person, round)| view! { <li class="wb-row"><PersonLine person round /></li> })
        .collect_view();
    view! { <ul class="wb-rows">{rows}</ul> }.into_any()
}

fn messages() -> AnyView {
    let errors = Signal::stored(vec![(
        "gallery-name".to_owned(),
        "Write the tablet's name".to_owned(),
    )]);
    view! {
        <div class="wb-stack">
            <Banner title=words("Good to know")><p>"The round keeps its starting list."</p></Banner>
            <Banner tone=Tone::Ok title=words("Found: Demonstration prison") />
            <Banner tone=Tone::Warn title=words("Battery under 15 %")><p>"Hand over or print."</p></Banner>
            <Banner tone=Tone::Danger title=words("One record was not accepted") />
            <ErrorPanel failure=Failure::StorageFull on_retry=|()| {} />
            <ErrorPanel failure=Failure::FirstSignInNeedsServer />
            <ErrorSummary errors />
            <EmptyState icon="people" title=words("Nobody found") text=words("Try the number or the cell.")>
                <Button label=words("Show all") on_press=|()| {} />
            </EmptyState>
            <Loading rows=2 />
        </div>
    }
    .into_any()
}

fn questions() -> AnyView {
    let text = RwSignal::new(String::new());
    let secret = RwSignal::new(String::new());
    let long = RwSignal::new(String::new());
    let number = RwSignal::new(Some(12));
    let date = RwSignal::new(String::new());
    let one = RwSignal::new("calm".to_owned());
    let several = RwSignal::new(vec!["awake".to_owned()]);
    let options = Signal::stored(vec![
        Choice::new("calm", "Calm"),
        Choice {
            hint: Some("More than an hour".to_owned()),
            ..Choice::new("awake", "Awake")
        },
        Choice::new("refused", "Refused to speak"),
    ]);
    let toggle = move |(value, on): (String, bool)| {
        several.update(|several| {
            several.retain(|kept| *kept != value);
            if on {
                several.push(value);
            }
        });
    };
    let error = Signal::stored(Some("Write the tablet's name".to_owned()));
    view! {
        <div class="wb-stack">
            <TextInput id="gallery-name" label=words("Tablet") hint=words("As it stands on its back") value=text error />
            <PassphraseInput label=words("Passphrase") value=secret />
            <TextArea label=words("What happened") hint=words("Facts that you saw or heard") value=long optional=true />
            <Choices label=words("Mood") options value=one on_choose=move |chosen| one.set(chosen) row=true />
            <MultiChoices label=words("Seen") options values=several on_toggle=toggle />
            <Stepper label=words("Counted") value=number />
            <DateField label=words("Follow up on") value=date />
        </div>
    }
    .into_any()
}

fn lists() -> AnyView {
    let query = RwSignal::new(String::new());
    let tab = RwSignal::new("open".to_owned());
    let tabs = Signal::stored(vec![
        ("open".to_owned(), "Open".to_owned()),
        ("done".to_owned(), "Done".to_owned()),
    ]);
    let items: Arc<Vec<u32>> = Arc::new((1..=10_000).collect());
    let row: RowView<u32> = Arc::new(|number| {
        view! { <LinkRow href="/gallery".to_owned() title=format!("Row {number}") detail=words("Wing A › A-12") /> }
            .into_any()
    });
    view! {
        <SearchBox label=words("Name, number or cell") query />
        <Tabs label=words("Records") tabs chosen=tab on_choose=move |chosen| tab.set(chosen) />
        <div class="wb-gallery__list">
            <VirtualList
                label=words("Ten thousand rows")
                items=Signal::stored(items)
                key=u32::to_string
                row
                row_height_rem=5.0
            />
        </div>
    }
    .into_any()
}
