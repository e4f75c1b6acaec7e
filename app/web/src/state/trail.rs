//! The way that led to the page on screen, so that *Back* on a page is the tablet's own Back: one goes where one came
//! from, and no page is there twice. Only addresses without what stands behind their `?`; gone at lock.

use std::cell::RefCell;

use super::address;

/// Longer ways than this nobody goes back.
const LENGTH_MAX: usize = 64;

#[derive(Default)]
struct Trail {
    pages: Vec<String>,
    /// The page on screen was reached by going back.
    returned: bool,
}

thread_local! {
    static TRAIL: RefCell<Trail> = RefCell::new(Trail::default());
}

/// Notes that this page is on screen now.
pub fn note(path: &str) {
    TRAIL.with_borrow_mut(|trail| {
        let pages = &mut trail.pages;
        if pages.last().is_some_and(|last| last == path) {
            return;
        }
        trail.returned = pages.len() > 1 && pages[pages.len() - 2] == path;
        if trail.returned {
            pages.pop();
        } else {
            if pages.len() == LENGTH_MAX {
                pages.remove(0);
            }
            pages.push(path.to_owned());
        }
    });
}

/// Forgets the way.
pub fn forget() {
    TRAIL.with_borrow_mut(|trail| *trail = Trail::default());
}

/// Whether the page on screen was reached by going back to it.
pub fn is_return() -> bool {
    TRAIL.with_borrow(|trail| trail.returned)
}

/// Goes back to where one came from; false where one came from nowhere.
pub fn go_back() -> bool {
    let has_way = TRAIL.with_borrow(|trail| trail.pages.len() > 1);
    has_way && address::back()
}

/// Leaves a finished page for the one at this address: back, where one came from there, else in place of the finished
/// one, so that Back never opens it again.
pub fn leave_for(address: &str) {
    if !takes_back(address) {
        address::replace(address);
    }
}

/// Whether going back leads there; else the page at that address takes the place of the finished one.
fn takes_back(address: &str) -> bool {
    let path = address::path_of(address);
    let came_from = TRAIL.with_borrow(|trail| {
        let pages = &trail.pages;
        pages.len() > 1 && pages[pages.len() - 2] == path
    });
    if came_from && go_back() {
        return true;
    }
    TRAIL.with_borrow_mut(|trail| {
        trail.returned = false;
        // The new page stands in the place of the finished one, even where the one before has the same address.
        match trail.pages.last_mut() {
            Some(last) => path.clone_into(last),
            None => trail.pages.push(path.to_owned()),
        }
    });
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Vec<String> {
        TRAIL.with_borrow(|trail| trail.pages.clone())
    }

    #[test]
    fn going_back_shortens_the_way_and_a_replaced_page_is_not_on_it() {
        forget();
        for path in [
            "/today",
            "/people",
            "/people/1",
            "/people/1",
            "/write/contact",
        ] {
            note(path);
        }
        assert_eq!(
            pages(),
            ["/today", "/people", "/people/1", "/write/contact"]
        );
        note("/people/1");
        assert!(is_return());
        assert_eq!(pages(), ["/today", "/people", "/people/1"]);
        assert!(!takes_back("/today"));
        note("/today");
        assert!(!is_return());
        assert_eq!(pages(), ["/today", "/people", "/today"]);
    }
}
