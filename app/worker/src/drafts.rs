//! What somebody has begun to write: sealed with that person's own key, kept at every change.

use crate::{
    failure,
    message::{DraftView, Failure},
    platform::Platform,
    session::Session,
};

impl<P: Platform> Session<P> {
    /// One's own drafts, the newest first. A draft that can't be read is left where it lies.
    pub async fn drafts(&self) -> Result<Vec<DraftView>, Failure> {
        let (drafts, _) = self
            .vault
            .drafts()
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let mut views: Vec<DraftView> = drafts
            .iter()
            .filter_map(|draft| serde_json::from_slice(&draft.content).ok())
            .collect();
        let journal = self.journal.borrow();
        for view in &mut views {
            let people = view
                .people
                .iter()
                .filter_map(|id| journal.directory().person(*id));
            view.about = people
                .map(|person| person.name.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            view.outdated = view.corrects.as_ref().is_some_and(|(corrected, ..)| {
                let record = journal.record(*corrected);
                record.is_some_and(|record| {
                    let latest = journal.view(record.practice).latest(*corrected);
                    latest != view.version.unwrap_or(*corrected)
                })
            });
        }
        views.sort_by_key(|view| std::cmp::Reverse(view.changed_ms));
        Ok(views)
    }

    /// Keeps a draft.
    pub async fn put_draft(&self, draft: &DraftView) -> Result<(), Failure> {
        let mut draft = draft.clone();
        draft.changed_ms = self.now_ms();
        let content = serde_json::to_vec(&draft).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })?;
        self.vault
            .put_draft(&draft.id, &content)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// Discards a draft.
    pub async fn discard_draft(&self, id: &str) -> Result<(), Failure> {
        self.vault
            .delete_draft(id)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        self.changed();
        Ok(())
    }
}
