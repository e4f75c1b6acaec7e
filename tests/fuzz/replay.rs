//! Puts every file of the corpora of a crate through its target, on stable, in an ordinary test.

use std::path::Path;
use std::time::{Duration, Instant};

/// The longest that one input may take in an unoptimised build on a busy machine; a hang takes for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// Every file below `fuzz/corpus` of the crate at `manifest_folder`. A panic names the file before it.
pub fn every_corpus(manifest_folder: &str, targets: &[super::Target]) {
    let corpora = Path::new(manifest_folder).join("fuzz/corpus");
    let files = |folder: &Path| -> Vec<_> {
        let items = std::fs::read_dir(folder).unwrap_or_else(|error| {
            panic!("{}: {error}", folder.display());
        });
        items.map(|item| item.unwrap().path()).collect()
    };
    for folder in files(&corpora) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let has_target = targets.iter().any(|(target, _)| *target == name);
        assert!(has_target, "{} has no target", folder.display());
    }
    for (name, target) in targets {
        let all = files(&corpora.join(name));
        assert!(!all.is_empty(), "the corpus of {name} is empty");
        for file in all {
            let bytes = std::fs::read(&file).unwrap();
            println!("{}", file.display());
            let begun = Instant::now();
            target(&bytes);
            assert!(begun.elapsed() < PATIENCE, "{} hangs", file.display());
        }
    }
}
