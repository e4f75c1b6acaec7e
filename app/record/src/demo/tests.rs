//! The demonstration prison is what it promises: whole, signed, the same each time, with its exceptions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::*;
use crate::{
    certificate::Certificate,
    contact, count,
    digest::Digest,
    entry::Entry,
    id::ChainId,
    isolation,
    journal::{Filter, Journal, Page},
    matter::Matter,
    notice,
    partial_date::PartialDate,
    review,
    roster::Revision,
    schedule::{self, DueState},
    signer::KeyId,
    time::{HOUR, MINUTE, local_date, parse_date},
    vaccination::{
        catalogue::Catalogue,
        course::{Due, Stage, course},
        history,
    },
};

/// 2026-11-24T14:07 in Kampala.
const NOW: Millis = 1_795_518_420_000;

fn facility() -> Signer {
    Signer::from_seed(&[42; 32])
}

fn small(country: Country) -> Parameters {
    Parameters {
        days: 4,
        ..Parameters::new(country, NOW)
    }
}

fn documents(parameters: &Parameters) -> Vec<(Book, Value)> {
    generate(parameters, &facility(), &"0".repeat(64))
        .documents
        .collect()
}

struct Read {
    journal: Journal,
    entries: Vec<Entry>,
    certified: HashMap<KeyId, (crate::signer::PublicKey, Vec<Role>)>,
}

/// Reads everything as a tablet would: shape, certificate, signature, right to write, chain.
fn read(documents: &[(Book, Value)], at: &mut BTreeMap<ChainId, Digest>) -> Read {
    let mut read = Read {
        journal: Journal::new(),
        entries: Vec::new(),
        certified: HashMap::new(),
    };
    for (_, document) in documents {
        if document["kind"] == "certificate" {
            let certificate = Certificate::read(document.clone(), &facility().public()).unwrap();
            let who = certificate.certified();
            read.certified
                .insert(who.key, (who.sign_public, who.roles.clone()));
        }
    }
    for (book, document) in documents {
        match document["kind"].as_str().unwrap() {
            "entry" => {
                let entry = Entry::read(document.clone()).unwrap();
                let (key, roles) = &read.certified[&entry.header().key];
                entry.verify(key).unwrap();
                assert_eq!(entry.header().book, *book);
                assert!(
                    book.entry_writable_by(&entry.header().form, roles),
                    "{document}"
                );
                let head = at.insert(entry.header().chain, entry.header_digest());
                assert_eq!(entry.header().prev, head, "a chain has no gap");
                read.journal.insert(&entry);
                read.entries.push(entry);
            }
            "certificate" => {}
            kind => {
                let revision = Revision::read(document.clone()).unwrap();
                assert_eq!(*book, Book::Roster);
                if kind != "facility" {
                    let (key, roles) = &read.certified[&revision.edited().key];
                    revision.verify(key).unwrap();
                    let category = document["value"]["category"].as_str();
                    assert!(
                        crate::access::roster_writable_by(kind, category, roles),
                        "{document}"
                    );
                }
                assert!(read.journal.insert_revision(&revision));
            }
        }
    }
    read
}

fn has_exceptions(
    journal: &Journal,
    parameters: &Parameters,
    officer: PersonId,
    supervisor: PersonId,
) {
    let (view, now, offset) = (
        journal.live(),
        parameters.now_ms,
        parameters.country.utc_offset_minutes(),
    );
    let due = schedule::due_rounds(
        view,
        view.directory().plans(),
        now - 12 * HOUR,
        now + 12 * HOUR,
        offset,
        now,
    );
    let soon = due.iter().filter(|round| {
        let minutes = (round.due_ms - now + MINUTE / 2) / MINUTE;
        (9..=10).contains(&minutes) && round.state == DueState::Due
    });
    assert!(soon.count() >= 1, "a round is due in ten minutes");
    assert!(
        due.iter().any(|round| round.state == DueState::Overdue),
        "one is overdue"
    );
    let back = review::sent_back(view, officer);
    assert_eq!(back.len(), 1, "a record was sent back to the officer");
    let queue = review::to_review(view, supervisor, &[Role::Supervisor], now - DAY, now);
    assert!(
        queue.iter().any(|item| item.is_escalated()),
        "what another supervisor escalated waits"
    );
    let today = local_date(now, offset);
    let follow_ups = contact::follow_ups_of(view, officer, &today);
    assert!(
        follow_ups.iter().any(|one| one.date == today),
        "a follow-up is due"
    );
    let wings = view.directory().tree().wings();
    let differs = wings.iter().any(|wing| {
        let counts = count::of_wing(view, *wing, now - HOUR);
        counts.last().is_some_and(|last| !last.count.agrees())
    });
    assert!(differs, "a count differs");
    assert!(notice::active(view, now)[0].notice.urgent);
    let queue = review::to_review(view, supervisor, &[Role::Supervisor], now - 2 * DAY, now);
    assert!(
        queue
            .iter()
            .any(|item| item.why == review::Why::CountDiffers)
    );
    assert!(queue.iter().any(|item| item.is_round));
}

#[test]
fn every_country_has_a_whole_prison() {
    for country in [Country::Uganda, Country::Tunisia, Country::Kazakhstan] {
        let parameters = small(country);
        let demo = generate(&parameters, &facility(), &"0".repeat(64));
        let accounts = demo.accounts.clone();
        let all: Vec<_> = demo.documents.collect();
        let read = read(&all, &mut BTreeMap::new());
        let view = read.journal.live();
        let people: Vec<_> = view.directory().people().collect();
        let held: Vec<_> = people
            .iter()
            .filter(|(_, person)| person.category == crate::person::Category::Prisoner)
            .collect();
        assert_eq!(held.len(), 420);
        let family = people
            .iter()
            .filter(|(_, person)| person.category == crate::person::Category::Family);
        let family = family.count();
        assert!(family > 0);
        assert_eq!(people.len() - held.len() - family, 120);
        assert_eq!(view.directory().tree().wings().len(), 4);
        assert!(
            held.iter()
                .any(|(_, one)| one.number.is_none() && one.born.is_none())
        );
        let twins = held.iter().filter(|(id, _)| {
            let same = view.same_name(*id);
            same.iter().any(|other| {
                let home = view.whereabouts().home(*other);
                home.is_some() && home == view.whereabouts().home(*id)
            })
        });
        assert!(twins.count() >= 2, "two of one name in one ward");
        let mut names: Vec<&str> = held.iter().map(|(_, one)| one.name.as_str()).collect();
        names.sort_unstable();
        let pairs = names.windows(2).filter(|pair| pair[0] == pair[1]);
        assert!(pairs.count() >= 5, "five pairs of one name");
        let supervisor = accounts
            .iter()
            .find(|one| one.roles == [Role::Supervisor])
            .unwrap();
        has_exceptions(
            &read.journal,
            &parameters,
            accounts[0].person,
            supervisor.person,
        );
        assert!(
            read.entries
                .iter()
                .all(|entry| entry.header().recorded.wall_ms <= NOW)
        );
        assert_eq!(demo.facility.languages.len(), 2);
    }
}

#[test]
fn it_has_doses_refusals_and_one_that_is_due() {
    let read = read(&documents(&small(Country::Uganda)), &mut BTreeMap::new());
    let view = read.journal.live();
    let catalogue = include_str!("../../../../public/vaccines/covid_19.json");
    let catalogue = Catalogue::parse(catalogue).unwrap();
    let today = parse_date(&local_date(NOW, 180)).unwrap();
    let (mut given, mut not_given, mut due, mut unknown) = (0, 0, 0, 0);
    for (id, person) in view.directory().people() {
        let history = history::of_person(view, id);
        given += history.given.len();
        not_given += history.not_given.len();
        let born = person.born.as_deref().unwrap_or_default().parse();
        let born = born.unwrap_or(PartialDate::UNKNOWN);
        let course = course(&catalogue, "covid_19", born, today, &history.given).unwrap();
        for dose in &course.doses {
            unknown += usize::from(dose.product.is_none());
        }
        let next = course
            .next
            .filter(|next| next.number == 2 && next.stage == Stage::Primary);
        if let Some(Due::Between { from, .. }) = next.map(|next| next.due) {
            due += usize::from(from.last <= today);
        }
    }
    assert!(given > 300, "{given}");
    assert!(not_given >= 2, "{not_given}");
    assert!(due >= 1, "somebody is due for a second dose");
    assert_eq!(unknown, 0, "every product stands in the catalogue");
    let in_health = |entry: &&Entry| entry.header().form == "dose";
    let doses: Vec<&Entry> = read.entries.iter().filter(in_health).collect();
    assert!(
        doses
            .iter()
            .all(|entry| entry.header().book == Book::Health)
    );
    let apart = isolation::standing(view, NOW, 180);
    assert_eq!(apart.len(), 1, "somebody is kept apart");
    assert_eq!(
        local_date(apart[0].decided.until.at_ms(), 180),
        local_date(NOW, 180),
        "until this evening"
    );
    assert!(apart[0].visit_due && !apart[0].review_overdue);
    let told = notice::active(view, NOW);
    let told = told
        .iter()
        .find(|one| one.notice.source == Some(apart[0].entry));
    assert_eq!(
        told.and_then(|one| one.notice.person),
        Some(apart[0].person)
    );
    let nobody = PersonId(crate::id::Uuid::nil());
    let waits = review::to_review(view, nobody, &[Role::HealthLead], 0, NOW);
    assert!((1..60).contains(&waits.len()), "{}", waits.len());
}

#[test]
fn the_same_parameters_give_the_same_bytes() {
    let parameters = Parameters {
        days: 1,
        ..small(Country::Tunisia)
    };
    assert_eq!(documents(&parameters), documents(&parameters));
    let other = Parameters {
        seed: 2,
        ..parameters.clone()
    };
    assert_ne!(documents(&parameters), documents(&other));
}

#[test]
fn rounds_agree_with_the_register_of_moves() {
    let read = read(&documents(&small(Country::Uganda)), &mut BTreeMap::new());
    let view = read.journal.live();
    let mut seen = 0;
    for entry in &read.entries {
        if let Some(Matter::Round(round)) = view.record(entry.id()).map(|one| &one.matter) {
            let at_ms = entry.header().recorded.wall_ms;
            for stop in &round.stops {
                let there: BTreeSet<PersonId> =
                    view.residents_at(stop.place, at_ms).into_iter().collect();
                let listed: BTreeSet<PersonId> = stop.people.iter().copied().collect();
                assert_eq!(there, listed);
            }
            seen += 1;
        }
        if seen > 12 {
            return;
        }
    }
}

#[test]
fn it_goes_on_where_it_stopped() {
    let before = small(Country::Kazakhstan);
    let mut heads = BTreeMap::new();
    let mut all = documents(&before);
    let digests: HashMap<String, Digest> = all
        .iter()
        .filter_map(|(_, document)| Revision::read(document.clone()).ok())
        .map(|revision| (revision.id().to_owned(), revision.digest()))
        .collect();
    let later = NOW + 3 * DAY + 5 * HOUR;
    let current = |id: &str| digests.get(id).copied();
    let more: Vec<_> = bring_up_to_date(&before, &facility(), NOW, later, &current).collect();
    let ids: BTreeSet<&str> = all
        .iter()
        .filter_map(|(_, one)| one["_id"].as_str())
        .collect();
    let again = more
        .iter()
        .filter(|(_, one)| ids.contains(one["_id"].as_str().unwrap_or_default()));
    assert_eq!(again.count(), 2, "only the two plans are revised");
    assert!(more.len() > 1_500, "{}", more.len());
    all.extend(more);
    let read = read(&all, &mut heads);
    let demo = generate(&before, &facility(), "");
    let officer = demo.accounts[0].person;
    let view = read.journal.live();
    let sent_back = review::sent_back(view, officer).len();
    assert_eq!(sent_back, 2, "what was sent back before still is");
    // The days between are whole.
    let days = contact::rounds_by_day(view, view.directory().plans(), NOW, later, 300);
    assert_eq!(days.len(), 4);
    assert!(days[1].planned >= 24 && days[1].missed < 5, "{days:?}");
}

/// The promised size and speed; run with `--release --ignored` (a debug build takes minutes).
#[test]
#[ignore = "a full-size prison is for release builds"]
fn full_size() {
    let parameters = Parameters::new(Country::Uganda, NOW);
    let begun = std::time::Instant::now();
    let all = documents(&parameters);
    let made = begun.elapsed();
    let bytes: usize = all.iter().map(|(_, one)| one.to_string().len()).sum();
    println!(
        "{} documents, {} MB, made in {made:?}",
        all.len(),
        bytes / 1_000_000
    );
    assert!((40_000..=60_000).contains(&all.len()), "{}", all.len());
    let begun = std::time::Instant::now();
    let entries: Vec<Entry> = all
        .iter()
        .filter(|(_, one)| one["kind"] == "entry")
        .map(|(_, one)| Entry::read(one.clone()).unwrap())
        .collect();
    println!("{} entries read in {:?}", entries.len(), begun.elapsed());
    let begun = std::time::Instant::now();
    let mut journal = Journal::new();
    for (_, document) in &all {
        if let Ok(revision) = Revision::read(document.clone()) {
            journal.insert_revision(&revision);
        }
    }
    let documents = begun.elapsed();
    for entry in &entries {
        journal.insert(entry);
    }
    println!(
        "revisions in {documents:?}, all indexed in {:?}",
        begun.elapsed()
    );
    time_what_a_page_asks(&journal, &parameters);
}

fn time_what_a_page_asks(journal: &Journal, parameters: &Parameters) {
    let view = journal.live();
    let now = parameters.now_ms;
    let wing = view.directory().tree().wings()[0];
    let offset = parameters.country.utc_offset_minutes();
    let time = |what: &str, ask: &dyn Fn() -> usize| {
        let begun = std::time::Instant::now();
        let found = ask();
        println!("{what}: {found} in {:?}", begun.elapsed());
    };
    let page = Page::default();
    time("first page of all", &|| {
        view.query(&Filter::default(), page).total
    });
    time("again", &|| view.query(&Filter::default(), page).total);
    let in_wing = Filter {
        wing: Some(wing),
        ..Filter::default()
    };
    time("one wing", &|| view.query(&in_wing, page).total);
    let words = Filter {
        words: "blanket".into(),
        ..Filter::default()
    };
    time("words", &|| view.query(&words, page).total);
    let waiting = Filter {
        review: Some(review::ReviewWord::None),
        ..Filter::default()
    };
    time("by review", &|| view.query(&waiting, page).total);
    let checks = Filter {
        forms: vec!["check".into()],
        ..Filter::default()
    };
    time("checks", &|| {
        view.query(
            &checks,
            Page {
                offset: 20_000,
                ..page
            },
        )
        .total
    });
    let roles = [Role::Supervisor];
    let nobody = PersonId(crate::id::Uuid::nil());
    time("queue", &|| {
        review::to_review(view, nobody, &roles, 0, now).len()
    });
    time("shift", &|| {
        let plans = view.directory().plans();
        schedule::due_rounds(view, plans, now - 8 * HOUR, now + 8 * HOUR, offset, now).len()
    });
    time("90 days of rounds", &|| {
        let plans = view.directory().plans();
        contact::rounds_by_day(view, plans, now - 90 * DAY, now, offset).len()
    });
    time("last spoken", &|| {
        contact::last_spoken(view, wing, now).len()
    });
    time("follow-ups", &|| {
        contact::follow_ups(view, "2026-11-24").len()
    });
    time("same names", &|| usize::from(view.has_same_name(nobody)));
}
