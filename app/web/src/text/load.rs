//! Fetches catalogues: the chosen language and English behind it. The service worker has both for offline use.

use std::sync::Arc;

use crate::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{Catalogue, Language, Spoken, spoken};

/// Why a language could not be shown. Trying again helps as soon as the app's own server answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The catalogue was not fetched: no connection and not kept for offline use, or not on the server.
    #[error("the catalogue {0} could not be fetched")]
    NotFetched(&'static str),
}

/// Loads a language and shows it: the page's `lang` and `dir` follow. English stays behind it for missing sentences.
/// Where it fails, the language on screen stays.
pub async fn load_language(language: Language) -> Result<(), LoadError> {
    let kept_english = spoken().with_untracked(|spoken| Arc::clone(&spoken.english));
    let english = if kept_english.keys().next().is_some() {
        kept_english
    } else {
        Arc::new(fetch_catalogue(Language::English.catalogue()).await?)
    };
    let chosen = match language {
        Language::English | Language::Pseudo => Arc::clone(&english),
        other => Arc::new(fetch_catalogue(other.catalogue()).await?),
    };
    spoken().set(Spoken {
        language,
        chosen,
        english,
    });
    if let Some(root) = document().document_element() {
        // Attributes of the document element can always be set.
        let _ = root.set_attribute(
            "lang",
            language.locale().split("-u-").next().unwrap_or("en"),
        );
        let _ = root.set_attribute("dir", language.direction());
    }
    Ok(())
}

async fn fetch_catalogue(name: &'static str) -> Result<Catalogue, LoadError> {
    let failed = || LoadError::NotFetched(name);
    let answer = JsFuture::from(window().fetch_with_str(&format!("/locales/{name}.ftl")))
        .await
        .map_err(|_| failed())?;
    let answer: Response = answer.dyn_into().map_err(|_| failed())?;
    if !answer.ok() {
        return Err(failed());
    }
    let body = JsFuture::from(answer.text().map_err(|_| failed())?)
        .await
        .map_err(|_| failed())?;
    Ok(Catalogue::parse(&body.as_string().ok_or_else(failed)?))
}
