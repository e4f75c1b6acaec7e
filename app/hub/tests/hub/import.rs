//! Importing a roster: all rows or none, in the files that offices really have.

use std::sync::Arc;

use serde_json::Value;
use wingbook_hub::{
    facility::Facility,
    import::{self, ImportError, Order, Reading, doses},
};
use wingbook_record::{
    entry::{Entry, Origin},
    matter::SystemForm,
    roster::Revision,
    signer::PublicKey,
    vaccination::dose::{Dose, DoseSource},
};

use crate::server::Server;

fn order() -> Order {
    Order {
        category: "prisoner",
        signer: None,
        create_places: true,
        dry_run: false,
    }
}

fn run(server: &Server, text: &str, order: &Order) -> Result<import::Report, ImportError> {
    let facility = Arc::new(Facility::load(&server.hub.store).unwrap());
    import::import(
        &server.hub.store,
        &facility,
        text.as_bytes(),
        &Reading::default(),
        order,
    )
}

async fn roster(server: &Server, kind: &str) -> Vec<Value> {
    let path = format!(
        "/{}/_all_docs?include_docs=true&startkey=\"{kind}:\"&endkey=\"{kind};\"",
        server.book("roster")
    );
    let rows = server.as_user("officer").get(&path).await.1["rows"].clone();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["doc"].clone())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_arrive_signed_and_with_their_places() {
    let server = Server::start().await;
    let text = "\u{feff}Фамилия;Имя;Отчество;Номер;Дата рождения;Пол;Отряд;Камера;Вероисповедание\n\
        Иванов;Пётр;Ильич;77;12.03.1988;м;1;12\n\
        Сейітқали;Нұрлан;;78;1990;;1;13;x\n";
    let report = run(&server, text, &order()).unwrap();
    assert_eq!(
        (report.people, report.places, report.encoding),
        (2, 3, "UTF-8")
    );
    assert_eq!(report.passed_over, ["Вероисповедание"]);
    let people = roster(&server, "person").await;
    assert_eq!(people.len(), 2);
    let places = roster(&server, "place").await;
    let me = server.as_user("officer").get("/_wingbook/me").await.1;
    let facility: PublicKey =
        serde_json::from_value(me["facility_document"]["value"]["facility_public"].clone())
            .unwrap();
    for document in people.iter().chain(&places) {
        let signed = Revision::read(document.clone()).unwrap();
        let certificates = roster(&server, "certificate").await;
        let key = signed.edited().key.to_string();
        let found = certificates.iter().find(|one| {
            one["value"]["key"] == key.as_str()
                && one["value"]["device"] == document["edited"]["device"]
        });
        let certificate =
            wingbook_record::certificate::Certificate::read(found.unwrap().clone(), &facility)
                .unwrap();
        signed.verify(&certificate.certified().sign_public).unwrap();
    }
    let peter = people
        .iter()
        .find(|person| person["value"]["number"] == "77")
        .unwrap();
    assert_eq!(peter["value"]["name"], "Иванов Пётр Ильич");
    assert_eq!(peter["value"]["born"], "1988-03-12");
    assert_eq!(peter["value"]["sex"], "male");
    let cell = places
        .iter()
        .find(|place| place["value"]["name"] == "12")
        .unwrap();
    assert_eq!(
        cell["_id"],
        format!("place:{}", peter["value"]["place"].as_str().unwrap())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_row_and_nothing_is_written() {
    let server = Server::start().await;
    let text = "Name,Number,Born,Sex\n\
        Okot,1,1988,m\n\
        ,2,1988,m\n\
        Bila,1,31.02.1990,q\n\
        Akello,4,1990,f\n";
    let Err(ImportError::Problems(problems)) = run(&server, text, &order()) else {
        panic!("bad rows were imported")
    };
    let lines: Vec<u64> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 4], "{problems:?}");
    assert!(roster(&server, "person").await.is_empty());
    // A name with a comma that nobody quoted: half of it must not be lost.
    let shifted = "Number,Name\n1,Okello, John Peter\n2,Okot,\n";
    let Err(ImportError::Problems(problems)) = run(&server, shifted, &order()) else {
        panic!("half a name was imported")
    };
    let lines: Vec<u64> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2], "{problems:?}");
    let good = "Name,Number\nOkot,1\n";
    assert_eq!(run(&server, good, &order()).unwrap().people, 1);
    let Err(ImportError::Problems(again)) = run(&server, good, &order()) else {
        panic!("the same person was imported twice")
    };
    assert!(again[0].what.contains("in the roster already"), "{again:?}");
    let elsewhere = Order {
        create_places: false,
        ..order()
    };
    let unknown = run(&server, "Name,Number,Wing\nOtim,9,Z\n", &elsewhere);
    assert!(matches!(unknown, Err(ImportError::Problems(_))));
    assert!(matches!(
        run(&server, "Number\n1\n", &order()),
        Err(ImportError::NoName(_))
    ));
    assert!(matches!(
        run(&server, "", &order()),
        Err(ImportError::Table(_))
    ));
    let officer = Order {
        signer: Some("officer".into()),
        ..order()
    };
    assert!(matches!(
        run(&server, good, &officer),
        Err(ImportError::Signer(_))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_rows_take_seconds() {
    let server = Server::start().await;
    let rows =
        (0..10_000).map(|n| format!("Person {},{n},{},{}\n", letters(n), 1950 + n % 50, n % 40));
    let text = format!("Name,Number,Born,Cell\n{}", rows.collect::<String>());
    let begun = std::time::Instant::now();
    assert_eq!(run(&server, &text, &order()).unwrap().people, 10_000);
    let took = begun.elapsed();
    assert!(took.as_secs() < 30, "an unoptimised build took {took:?}");
    println!("10,000 rows in {took:?}");
}

fn letters(number: u32) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'a'))
        .collect()
}

fn run_doses(server: &Server, text: &str, dry_run: bool) -> Result<doses::Report, ImportError> {
    let facility = Arc::new(Facility::load(&server.hub.store).unwrap());
    let order = doses::Order {
        signer: None,
        dry_run,
    };
    doses::import(
        &server.hub.store,
        &facility,
        text.as_bytes(),
        &Reading::default(),
        &order,
    )
}

async fn health(server: &Server) -> Vec<Value> {
    let path = format!(
        "/{}/_all_docs?include_docs=true&startkey=\"entry:\"&endkey=\"entry;\"",
        server.book("health")
    );
    let rows = server.as_user("health").get(&path).await.1["rows"].clone();
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row["doc"].clone()).collect()
}

const TWO_PEOPLE: &str = "name,number\nOkello John,UG-0101\nMugisha Peter,UG-0102\n";

#[tokio::test(flavor = "multi_thread")]
async fn earlier_doses_arrive_once_signed_and_only_in_the_health_register() {
    let server = Server::start().await;
    run(&server, TWO_PEOPLE, &order()).unwrap();
    let text = "Prisoner No.;Date;Vaccine;Batch;Source;Remark\n\
        UG-0101;14.05.2021;Vaxzevria;ABV1;card;x\n\
        ug 0101;08/2021;VAXZEVRIA;;memory;\n\
        UG-0102;;Vaccin X;;;\n";
    let would = run_doses(&server, text, true).unwrap();
    assert_eq!((would.doses, would.known), (3, 0));
    assert!(health(&server).await.is_empty(), "a dry run writes nothing");

    let report = run_doses(&server, text, false).unwrap();
    assert_eq!((report.doses, report.known), (3, 0));
    assert_eq!(report.passed_over, ["Remark"]);
    let unknown: Vec<_> = report.unknown_products.into_iter().collect();
    assert_eq!(unknown, [("Vaccin X".to_owned(), 1)]);

    let held = health(&server).await;
    assert_eq!(held.len(), 3);
    let certificates = roster(&server, "certificate").await;
    let mut said = Vec::new();
    for document in &held {
        let entry = Entry::read(document.clone()).unwrap();
        let key = entry.header().key.to_string();
        let device = serde_json::to_value(entry.header().device).unwrap();
        let found = certificates.iter().find(|one| {
            let value = &one["value"];
            value["key"] == key.as_str() && value["device"] == device
        });
        let public = found.unwrap()["value"]["sign_public"].clone();
        entry
            .verify(&serde_json::from_value::<PublicKey>(public).unwrap())
            .unwrap();
        let body = entry.body().unwrap();
        assert_eq!((body.people.len(), body.origin), (1, Origin::Imported));
        let dose = Dose::read(&body.answers).unwrap();
        let number = body.people[0].number.clone().unwrap();
        said.push((
            number,
            dose.on.to_string(),
            dose.product.unwrap(),
            dose.source,
        ));
    }
    said.sort();
    let row = |number: &str, on: &str, product: &str, source| {
        (number.to_owned(), on.to_owned(), product.to_owned(), source)
    };
    assert_eq!(
        said,
        [
            row("UG-0101", "2021-05-14", "vaxzevria", DoseSource::Card),
            row("UG-0101", "2021-08", "vaxzevria", DoseSource::Memory),
            row("UG-0102", "", "Vaccin X", DoseSource::Register),
        ]
    );

    // The same file with one row more: only that one is new. A row that stands twice is two doses.
    let longer = format!("{text}UG-0102;;Vaccin X;;;\n");
    let again = run_doses(&server, &longer, false).unwrap();
    assert_eq!((again.doses, again.known), (1, 3));
    assert_eq!(run_doses(&server, &longer, false).unwrap().doses, 0);

    let path = format!("/{}/_all_docs", server.book("health"));
    assert_eq!(server.as_user("officer").get(&path).await.0, 403);
    let wing = format!("/{}/_all_docs", server.book("wing"));
    let wing = server.as_user("officer").get(&wing).await.1;
    assert_eq!(
        wing["rows"],
        serde_json::json!([]),
        "nothing of it went there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn doses_that_cannot_be_right_are_named_by_line_and_nothing_is_written() {
    let server = Server::start().await;
    run(&server, TWO_PEOPLE, &order()).unwrap();
    let text = "number,date,vaccine,source\n\
        UG-0101,2021-05-14,Vaxzevria,card\n\
        UG-0999,2021-05-14,Vaxzevria,card\n\
        UG-0102,2099,Vaxzevria,hearsay\n\
        ,2021,Vaxzevria,card\n";
    let Err(ImportError::Problems(problems)) = run_doses(&server, text, false) else {
        panic!("it was taken");
    };
    let found: Vec<(u64, &str)> = problems
        .iter()
        .map(|one| (one.line, one.what.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (3, "nobody in the roster has the number UG-0999"),
            (4, "\"2099\" is still to come"),
            (
                4,
                "\"hearsay\" is no source; write card, register or memory"
            ),
            (5, "there is no number"),
        ]
    );
    assert!(health(&server).await.is_empty());
    let no_number = run_doses(&server, "name,date\nOkello John,2021\n", false);
    assert!(
        matches!(no_number, Err(ImportError::NoNumber(_))),
        "{no_number:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_two_people_share_gives_a_dose_to_nobody() {
    let server = Server::start().await;
    let people = "name,number\nOkello John,12/21\nMugisha Peter,122/1\n";
    run(&server, people, &order()).unwrap();
    let exact = run_doses(&server, "number,date\n12/21,2021\n122/1,2022\n", false).unwrap();
    assert_eq!(exact.doses, 2);
    let held = health(&server).await;
    let mut said: Vec<(String, Value)> = held
        .iter()
        .map(|document| {
            let body = &document["body"];
            let name = body["people"][0]["name"].as_str().unwrap().to_owned();
            (name, body["answers"]["given_on"].clone())
        })
        .collect();
    said.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(said[0], ("Mugisha Peter".to_owned(), "2022".into()));
    assert_eq!(said[1], ("Okello John".to_owned(), "2021".into()));
    let Err(ImportError::Problems(problems)) =
        run_doses(&server, "number,date\n1221,2021\n", false)
    else {
        panic!("it was taken");
    };
    assert!(
        problems[0].what.starts_with("more than one person"),
        "{problems:?}"
    );
}
