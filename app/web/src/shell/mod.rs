//! The frame of every page while somebody is signed in: who and which tablet, navigation, and the page itself.

pub mod header;
mod keys;
pub mod navigation;
mod resume;

use crate::prelude::*;

use self::{header::Header, keys::Shortcuts, navigation::Navigation};
use crate::{
    components::{SnackbarRow, field, page_header::HEADING_ID},
    pages::{self, Page, round::starting},
    state::{address, idle, session::use_session, trail},
    t,
};

/// The id of the main part: where the skip link leads and what scrolls.
const MAIN_ID: &str = "main";

/// The frame.
#[component]
pub fn Shell(
    /// Ends the session.
    lock: Callback<()>,
) -> AnyView {
    let session = use_session();
    let path = address::path();
    let page = Memo::new(move |_| {
        // Noted before the page is made: it may ask whether one came back to it.
        let page = path.with(|path| {
            trail::note(path);
            Page::parse(path)
        });
        if page == Page::Home {
            navigation::home(session)
        } else {
            page
        }
    });
    move_focus_with(page);
    resume::follow(page);
    let idle = idle::watch(lock);
    starting::provide();
    let practice = Memo::new(move |_| session.is_practice());
    view! {
        <a class="wb-skip-link" href="#main" on:click=skip>{t!("skip-to-content")}</a>
        <div class="wb-shell">
            {move || idle.get().map(|n| view! { <p class="wb-ribbon" role="alert">{t!("idle-soon", n = n)}</p> })}
            {move || practice.get().then(|| view! { <p class="wb-ribbon" role="note">{t!("practice-ribbon")}</p> })}
            <Header lock />
            <main class="wb-shell__main" id=MAIN_ID tabindex="-1">
                {move || pages::view(&page.get())}
            </main>
            <SnackbarRow />
            <Navigation page />
        </div>
        <Shortcuts lock />
        {starting::dialog()}
    }
    .into_any()
}

/// The app must not take the skip link for a change of page.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    field::focus(MAIN_ID);
}

/// After a change of page the heading takes the focus, so that it is read out, and the page begins at its top.
fn move_focus_with(page: Memo<Page>) {
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| {
                if let Some(main) = document().get_element_by_id(MAIN_ID) {
                    main.set_scroll_top(0);
                }
                let heading = document().get_element_by_id(HEADING_ID);
                field::focus(if heading.is_some() {
                    HEADING_ID
                } else {
                    MAIN_ID
                });
            });
        }
        now
    });
}
