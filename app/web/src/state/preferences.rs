//! The tablet's look and language. They are chosen before anybody signs in and say nothing about anyone, so they are
//! kept in the browser's open storage, with nothing else but the note of `storage`. `early.js` reads the same keys before
//! the first paint.

use crate::prelude::*;

use crate::text::Language;

const LANGUAGE: &str = "wingbook.language";
const THEME: &str = "wingbook.theme";
const TEXT: &str = "wingbook.text";
const KEYS: &str = "wingbook.keys";
const SOUND: &str = "wingbook.sound";
const IDLE: &str = "wingbook.idle";

/// After how many minutes without a touch a tablet may lock by itself. The second is the default: a PIN opens it again.
pub const IDLE_MINUTES: [u32; 4] = [2, 10, 20, 45];

/// The colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// For nights; the default.
    Dark,
    /// For offices.
    Light,
    /// For the yard at noon.
    Sun,
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::Dark, Theme::Light, Theme::Sun];

    /// The value of `data-theme`.
    pub fn code(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::Sun => "sun",
        }
    }
}

/// How large letters are, on top of the browser's own setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// 18 px and up.
    Normal,
    /// A fifth larger.
    Large,
    /// Two fifths larger.
    Largest,
}

impl TextSize {
    /// All sizes, smallest first.
    pub const ALL: [TextSize; 3] = [TextSize::Normal, TextSize::Large, TextSize::Largest];

    /// The value of `data-text`.
    pub fn code(self) -> &'static str {
        match self {
            TextSize::Normal => "normal",
            TextSize::Large => "large",
            TextSize::Largest => "largest",
        }
    }
}

/// When a check may be heard. It is always felt first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// By day; silent while people sleep. The default.
    Day,
    /// Never.
    Never,
    /// Also at night.
    Always,
}

impl Sound {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Sound; 3] = [Sound::Day, Sound::Never, Sound::Always];

    /// The value that is kept.
    pub fn code(self) -> &'static str {
        match self {
            Sound::Day => "day",
            Sound::Never => "never",
            Sound::Always => "always",
        }
    }
}

/// The store of the choices.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    text_size: RwSignal<TextSize>,
    keys: RwSignal<bool>,
    sound: RwSignal<Sound>,
    idle_minutes: RwSignal<u32>,
}

impl Preferences {
    /// What was chosen on this tablet, or the defaults.
    pub fn read() -> Self {
        let find = |kept: Option<String>, code: fn(usize) -> &'static str| {
            (0..3)
                .find(|index| kept.as_deref() == Some(code(*index)))
                .unwrap_or(0)
        };
        let theme = Theme::ALL[find(kept(THEME), |index| Theme::ALL[index].code())];
        let text_size = TextSize::ALL[find(kept(TEXT), |index| TextSize::ALL[index].code())];
        let sound = Sound::ALL[find(kept(SOUND), |index| Sound::ALL[index].code())];
        let idle = kept(IDLE).and_then(|minutes| minutes.parse().ok());
        let idle_minutes = idle
            .filter(|minutes| IDLE_MINUTES.contains(minutes))
            .unwrap_or(IDLE_MINUTES[1]);
        set_root("data-theme", theme.code());
        set_root("data-text", text_size.code());
        Preferences {
            theme: RwSignal::new(theme),
            text_size: RwSignal::new(text_size),
            keys: RwSignal::new(kept(KEYS).as_deref() != Some("off")),
            sound: RwSignal::new(sound),
            idle_minutes: RwSignal::new(idle_minutes),
        }
    }

    /// After how many minutes without a touch the tablet locks (reactive).
    pub fn idle_minutes(self) -> u32 {
        self.idle_minutes.get()
    }

    /// After how many minutes without a touch the tablet locks, for a timer.
    pub fn idle_minutes_untracked(self) -> u32 {
        self.idle_minutes.get_untracked()
    }

    /// Chooses after how many minutes the tablet locks and keeps the choice.
    pub fn choose_idle_minutes(self, minutes: u32) {
        keep(IDLE, &minutes.to_string());
        self.idle_minutes.set(minutes);
    }

    /// The theme (reactive).
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// The text size (reactive).
    pub fn text_size(self) -> TextSize {
        self.text_size.get()
    }

    /// Whether single keys are shortcuts (reactive).
    pub fn keys(self) -> bool {
        self.keys.get()
    }

    /// Whether single keys are shortcuts, for an event handler.
    pub fn keys_untracked(self) -> bool {
        self.keys.get_untracked()
    }

    /// Switches single-key shortcuts on or off and keeps the choice.
    pub fn choose_keys(self, on: bool) {
        keep(KEYS, if on { "on" } else { "off" });
        self.keys.set(on);
    }

    /// When a check may be heard (reactive).
    pub fn sound(self) -> Sound {
        self.sound.get()
    }

    /// When a check may be heard, for an event handler.
    pub fn sound_untracked(self) -> Sound {
        self.sound.get_untracked()
    }

    /// Chooses when a check may be heard and keeps the choice.
    pub fn choose_sound(self, sound: Sound) {
        keep(SOUND, sound.code());
        self.sound.set(sound);
    }

    /// Changes the colours and keeps the choice.
    pub fn choose_theme(self, theme: Theme) {
        keep(THEME, theme.code());
        set_root("data-theme", theme.code());
        self.theme.set(theme);
    }

    /// Changes the text size and keeps the choice.
    pub fn choose_text_size(self, size: TextSize) {
        keep(TEXT, size.code());
        set_root("data-text", size.code());
        self.text_size.set(size);
    }
}

/// The choices, in any component.
pub fn use_preferences() -> Preferences {
    use_context().unwrap_or_else(Preferences::read)
}

/// The language of the tablet: asked for in the address (`?lang=`, for tests), chosen, the browser's, or English.
pub fn language() -> Language {
    let asked = window().location().search().ok().and_then(|search| {
        let tag = search
            .trim_start_matches('?')
            .split('&')
            .find_map(|part| part.strip_prefix("lang="))?;
        Language::from_tag(tag)
    });
    asked
        .or_else(|| Language::from_tag(&kept(LANGUAGE)?))
        .or_else(|| {
            window()
                .navigator()
                .language()
                .as_deref()
                .and_then(Language::from_tag)
        })
        .unwrap_or(Language::English)
}

/// Keeps the language for the next start.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, language.code());
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // An attribute of the document element can always be set.
        let _ = root.set_attribute(name, value);
    }
}

pub(super) fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

pub(super) fn keep(key: &str, value: &str) {
    // Where the browser refuses storage the choice lasts until the app is closed.
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}
