//! Bars by hand: parts of a row, told apart by pattern as well as by colour. Lengths are attributes of the drawing,
//! because the policy forbids style attributes; for right-to-left pages the style mirrors the drawing.

use crate::prelude::*;

/// How a part of a bar is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Plain: as it should be.
    Plain,
    /// Hatched: late.
    Hatched,
    /// Dotted: done in part.
    Dotted,
    /// Crossed: not done.
    Crossed,
}

impl Fill {
    fn class(self) -> &'static str {
        match self {
            Fill::Plain => "wb-bar__part wb-bar__part--plain",
            Fill::Hatched => "wb-bar__part wb-bar__part--hatched",
            Fill::Dotted => "wb-bar__part wb-bar__part--dotted",
            Fill::Crossed => "wb-bar__part wb-bar__part--crossed",
        }
    }

    fn pattern(self) -> Option<&'static str> {
        match self {
            Fill::Plain => None,
            Fill::Hatched => Some("url(#wb-hatched)"),
            Fill::Dotted => Some("url(#wb-dotted)"),
            Fill::Crossed => Some("url(#wb-crossed)"),
        }
    }
}

/// The patterns; once on a page with bars.
pub fn patterns() -> AnyView {
    view! {
        <svg class="wb-bar__patterns" aria-hidden="true" focusable="false" width="0" height="0">
            <defs>
                <pattern id="wb-hatched" width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="wb-bar__lines wb-bar__lines--hatched" d="M-2 2 2 -2M0 8 8 0M6 10 10 6" />
                </pattern>
                <pattern id="wb-dotted" width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="wb-bar__lines wb-bar__lines--dotted" d="M3 4h2" />
                </pattern>
                <pattern id="wb-crossed" width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="wb-bar__lines wb-bar__lines--crossed" d="M0 0 8 8M0 8 8 0" />
                </pattern>
            </defs>
        </svg>
    }
    .into_any()
}

/// A bar of parts, against the longest bar of its chart.
pub fn bar(parts: &[(u32, Fill)], longest: u32) -> AnyView {
    let mut before = 0;
    let percent = |part: u32| {
        let hundredths = u64::from(part) * 10_000 / u64::from(longest.max(1));
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    };
    let rects = parts
        .iter()
        .filter(|(size, _)| *size > 0)
        .map(|(size, fill)| {
            let x = percent(before);
            let width = percent(*size);
            before += size;
            view! {
                <rect class=fill.class() x=x.clone() width=width.clone() y="0" height="100%" />
                {fill.pattern().map(|pattern| view! {
                    <rect x=x width=width y="0" height="100%" fill=pattern />
                })}
            }
            .into_any()
        })
        .collect_view();
    view! { <svg class="wb-bar" aria-hidden="true" focusable="false">{rects}</svg> }.into_any()
}

/// What a pattern means.
pub fn legend(fill: Fill, words: Signal<String>) -> AnyView {
    view! {
        <li class="wb-bar__legend">
            <span class="wb-bar__swatch">{bar(&[(1, fill)], 1)}</span>
            <span>{words}</span>
        </li>
    }
    .into_any()
}
