//! The forms at hand: bundled with the app for the first start, newer ones by sync, every version ever seen kept,
//! because a record is shown with the version it was made with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wingbook_forms::{Context, Form, Moment, Session as Filling};
use wingbook_record::{
    access::{Book, Role},
    time::Millis,
};

use crate::{
    message::{Failure, FormLine, FormView},
    platform::Platform,
    session::Session,
};

/// The sealed setting in which the forms are kept.
const SETTING: &str = "forms";

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    definition: Value,
    synced: bool,
    received_ms: Millis,
}

/// All versions of all forms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shelf {
    forms: BTreeMap<String, BTreeMap<String, Kept>>,
}

/// Versions in order: numbers as numbers, everything else as text.
fn rank(version: &str) -> (u64, &str) {
    (version.parse().unwrap_or(0), version)
}

impl Shelf {
    fn add(
        &mut self,
        definition: Value,
        synced: bool,
        received_ms: Millis,
    ) -> Result<bool, Failure> {
        let form = read(&definition)?;
        let (id, version) = (form.id().to_owned(), form.version().to_owned());
        let versions = self.forms.entry(id).or_default();
        if versions.contains_key(&version) {
            return Ok(false);
        }
        versions.insert(
            version,
            Kept {
                definition,
                synced,
                received_ms,
            },
        );
        Ok(true)
    }

    fn newest(&self, form: &str) -> Option<(&str, &Kept)> {
        let versions = self.forms.get(form)?;
        let (version, kept) = versions.iter().max_by_key(|(version, _)| rank(version))?;
        Some((version, kept))
    }

    /// The newest version of every form, with whether somebody with these roles may fill it in.
    pub fn lines(&self, roles: &[Role]) -> Vec<FormLine> {
        let newest = self
            .forms
            .keys()
            .filter_map(|id| Some((id, self.newest(id)?)));
        newest
            .map(|(id, (version, kept))| FormLine {
                form: id.clone(),
                version: version.to_owned(),
                title: title(&kept.definition),
                writable: book_of(id).entry_writable_by(id, roles),
                synced: kept.synced,
                received_ms: Some(kept.received_ms),
            })
            .collect()
    }

    /// A version of a form; the newest if none is named.
    pub fn form(&self, id: &str, version: Option<&str>) -> Option<FormView> {
        let (version, kept) = match version {
            Some(version) => (version, self.forms.get(id)?.get(version)?),
            None => self.newest(id)?,
        };
        Some(FormView {
            form: id.to_owned(),
            version: version.to_owned(),
            definition: kept.definition.clone(),
        })
    }

    /// Titles of a form by language code; empty for a form that is not here.
    pub fn title(&self, id: &str) -> BTreeMap<String, String> {
        self.newest(id)
            .map(|(_, kept)| title(&kept.definition))
            .unwrap_or_default()
    }
}

/// `title::English (en)` of the settings sheet, by the code in the brackets.
fn title(definition: &Value) -> BTreeMap<String, String> {
    let Some(settings) = definition.get("settings").and_then(Value::as_object) else {
        return BTreeMap::new();
    };
    let titles = settings.iter().filter_map(|(column, title)| {
        let language = column.strip_prefix("title::")?;
        let code = language.rsplit_once('(')?.1.strip_suffix(')')?;
        Some((code.to_owned(), title.as_str()?.to_owned()))
    });
    titles.collect()
}

fn read(definition: &Value) -> Result<Form, Failure> {
    Form::from_json(definition).map_err(|findings| Failure::Form {
        detail: findings.to_string(),
    })
}

/// The book that records of a question form stand in.
pub(crate) fn book_of(form: &str) -> Book {
    Book::of_form(form).unwrap_or(Book::Wing)
}

/// The forms that the app brings, and those kept from before.
pub(crate) async fn load_bundled<P: Platform>(session: &Session<P>) {
    let kept = session.vault.setting(SETTING).await.ok().flatten();
    if let Some(shelf) = kept.and_then(|bytes| serde_json::from_slice::<Shelf>(&bytes).ok()) {
        session.forms.replace(shelf);
    }
    let names = session.platform.app_file("forms/index.json").await;
    let names: Vec<String> = names
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    for name in names {
        let Some(text) = session
            .platform
            .app_file(&format!("forms/{name}.json"))
            .await
        else {
            continue;
        };
        // A bundled form that does not read is a fault of the build; the tests refuse it.
        if let Ok(definition) = serde_json::from_str(&text) {
            let now = session.now_ms();
            let _ = session.forms.borrow_mut().add(definition, false, now);
        }
    }
    take_synced(session);
    keep(session).await;
}

/// Forms that came by sync. One that does not read never replaces a working one; it is shown in *Problems*.
pub(crate) fn take_synced<P: Platform>(session: &Session<P>) {
    let now = session.now_ms();
    let mut wrong = Vec::new();
    {
        let journal = session.journal.borrow();
        for (id, value) in journal.directory().values("form") {
            let Some(definition) = value.get("definition") else {
                continue;
            };
            if let Err(failure) = session
                .forms
                .borrow_mut()
                .add(definition.clone(), true, now)
            {
                wrong.push((id.to_owned(), failure.to_string()));
            }
        }
    }
    for (id, detail) in wrong {
        session.doubt(&id, &detail);
    }
}

async fn keep<P: Platform>(session: &Session<P>) {
    let bytes = serde_json::to_vec(&*session.forms.borrow());
    if let Ok(bytes) = bytes {
        // Forms come with every build and every sync: a full disk loses nothing here.
        let _ = session.vault.put_setting(SETTING, &bytes).await;
    }
}

/// Checks answers against the form that they claim to answer, as of a moment: the worker takes nothing on trust from a
/// page.
pub(crate) fn check<P: Platform>(
    session: &Session<P>,
    form: &str,
    version: &str,
    answers: &Map<String, Value>,
    at_ms: Millis,
) -> Result<(), Failure> {
    let view = session
        .forms
        .borrow()
        .form(form, Some(version))
        .ok_or_else(|| Failure::NotHere {
            what: format!("{form} {version}"),
        })?;
    let form = std::sync::Arc::new(read(&view.definition)?);
    let now = Moment {
        unix_ms: at_ms,
        utc_offset_minutes: session.utc_offset_minutes(),
    };
    let filling = Filling::with_answers(form, answers, Context { now, seed: 0 });
    let problems = filling.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let questions = problems
        .iter()
        .map(|problem| filling.item(problem.node).name().to_owned())
        .collect();
    Err(Failure::Invalid { questions })
}
