//! A small facility with three people who write, and exports of what they wrote, whole or tampered with.

use serde_json::{Value, json};
use wingbook_record::{
    access::{Book, Role},
    certificate::{Certificate, Certified},
    entry::{Body, Draft, Entry, Head, Origin},
    evidence::{
        Check, Report,
        export::{FORMAT, Lines, Opening, Writer},
        report::Kind,
    },
    id::{CertificateId, ChainId, DeviceId, EntryId, FacilityId, PersonId, Uuid},
    receipt::Receipt,
    removal::{self, Decider, Decision},
    roster::{Edited, Revision},
    signer::{KeyId, Signer},
    time::{MINUTE, Occurred, Recorded},
};

pub const BEGUN_MS: i64 = 1_795_518_420_000;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0191_d3a0_0000_4000_8000_0000_0000_0000 + n)
}

pub fn facility() -> Signer {
    Signer::from_seed(&[0xfa; 32])
}

/// Somebody who writes, with a key and a tablet of their own.
#[derive(Clone)]
pub struct Author {
    pub signer: Signer,
    pub person: PersonId,
    pub device: DeviceId,
    pub name: &'static str,
    pub roles: &'static [Role],
}

fn author(n: u8, device: u128, name: &'static str, roles: &'static [Role]) -> Author {
    Author {
        signer: Signer::from_seed(&[n; 32]),
        person: PersonId(id(u128::from(n))),
        device: DeviceId(id(0xd0 + device)),
        name,
        roles,
    }
}

pub fn officer() -> Author {
    author(0x0a, 1, "Okot Peter", &[Role::Officer])
}

pub fn supervisor() -> Author {
    author(0x0b, 1, "Akello Grace", &[Role::Supervisor])
}

pub fn nurse() -> Author {
    author(0x0c, 2, "Nakato Ruth", &[Role::Health])
}

/// A record as it goes into an export.
#[derive(Clone)]
pub struct Kept {
    pub document: Value,
    pub receipt: Option<Value>,
}

impl Kept {
    pub fn entry(&self) -> Entry {
        Entry::read(self.document.clone()).unwrap()
    }

    pub fn id(&self) -> EntryId {
        self.entry().id()
    }
}

/// What goes into an export, before it is one.
#[derive(Clone)]
pub struct Sample {
    pub opening: Opening,
    pub certificates: Vec<Value>,
    pub records: Vec<Kept>,
}

/// A chain that is being written.
pub struct Pen {
    head: Head,
    from: u128,
}

impl Pen {
    pub fn new(chain: u128, from: u128) -> Self {
        Self {
            head: Head::empty(ChainId(id(0xc0 + chain))),
            from,
        }
    }

    /// A second pen at the same place: what a copied vault writes with.
    pub fn copy(&self) -> Self {
        Self {
            head: self.head,
            from: self.from + 0x80,
        }
    }

    pub fn skip(&mut self) {
        self.head.seq += 1;
    }

    pub fn write(&mut self, author: &Author, text: &str) -> Kept {
        self.write_with(author, text, |_| {})
    }

    pub fn write_with(
        &mut self,
        author: &Author,
        text: &str,
        change: impl FnOnce(&mut Draft),
    ) -> Kept {
        let n = self.from + u128::from(self.head.seq);
        let at = i64::try_from(self.head.seq).unwrap() * 10 * MINUTE;
        let mut draft = Draft {
            id: EntryId(id(0xe000 + n)),
            book: Book::Wing,
            form: "contact".into(),
            form_version: "1".into(),
            author: author.person,
            device: author.device,
            recorded: Recorded {
                wall_ms: BEGUN_MS + at,
                zone: "Africa/Kampala".into(),
                utc_offset_minutes: 180,
                server_offset_ms: Some(-250),
                start: id(0x5_0000),
                monotonic_ms: 60_000 + at,
            },
            app: "0.1.0+sample".into(),
            practice: false,
            body: Body {
                salt: format!("{n:032x}"),
                people: Vec::new(),
                places: Vec::new(),
                occurred: Occurred::exactly(BEGUN_MS + at),
                origin: Origin::Live,
                corrects: None,
                answers: json!({ "text": text }).as_object().cloned().unwrap(),
            },
        };
        change(&mut draft);
        let received = draft.recorded.wall_ms + 2_000;
        let (entry, next) = draft.seal(self.head, &author.signer).unwrap();
        self.head = next;
        let receipt = Receipt::sign(
            &entry.id().document(),
            entry.header_digest(),
            received,
            &facility(),
        );
        Kept {
            document: entry.into_document(),
            receipt: serde_json::to_value(receipt.unwrap()).ok(),
        }
    }
}

pub fn certificate(author: &Author, issuer: &Signer) -> Value {
    let certified = Certified {
        person: author.person,
        name: author.name.into(),
        staff_number: "S1".into(),
        device: author.device,
        key: author.signer.id(),
        sign_public: author.signer.public(),
        seal_public: "5e".repeat(32),
        roles: author.roles.to_vec(),
        issued_ms: BEGUN_MS - 1_000,
    };
    let number = CertificateId(id(0xf00 + author.person.0.as_u128() % 0x100));
    Certificate::issue(number, certified, issuer)
        .unwrap()
        .document()
        .clone()
}

pub fn decided(record: &Entry, deciders: &[&Author], rule: Option<&str>) -> Decision {
    Decision {
        v: removal::VERSION,
        entry: record.id(),
        header: record.header_digest(),
        why: "Court order 14/2026.".into(),
        at_ms: BEGUN_MS + 90 * MINUTE,
        rule: rule.map(str::to_owned),
        deciders: deciders
            .iter()
            .map(|author| Decider {
                person: author.person,
                key: author.signer.id(),
            })
            .collect(),
    }
}

/// The document of a record whose body two people decided to remove.
pub fn removed_by(record: &Entry, deciders: &[&Author]) -> Value {
    let decision = decided(record, deciders, None);
    let signatures = deciders
        .iter()
        .map(|author| decision.sign(&author.signer).unwrap());
    let signatures = signatures.collect();
    decision.applied_to(record, signatures)
}

/// The document of a record whose body a retention rule removed.
pub fn removed_by_rule(record: &Entry, signer: &Signer) -> Value {
    let decision = decided(record, &[], Some("wing: 5 years"));
    let signature = decision.sign(signer).unwrap();
    decision.applied_to(record, vec![signature])
}

pub fn facility_document(signer: &Signer) -> Value {
    let value = json!({
        "name": "Sample Prison",
        "country": "UG",
        "zone": "Africa/Kampala",
        "languages": ["en"],
        "facility_public": signer.public(),
        "recovery_public": "7e".repeat(32),
        "place_terms": {},
    });
    let number = FacilityId(id(0xfac));
    let edited = Edited {
        author: PersonId(number.0),
        device: DeviceId(id(0xd0)),
        key: signer.id(),
        at_ms: BEGUN_MS - 2_000,
        previous: None,
    };
    Revision::sign(&number.document(), &value, edited, signer)
        .unwrap()
        .document()
        .clone()
}

impl Sample {
    /// Two chains; in the first, one body removed by two people and one by a rule.
    pub fn new() -> Self {
        let (officer, supervisor) = (officer(), supervisor());
        let mut pen = Pen::new(1, 0);
        let mut records = vec![
            pen.write(&officer, "Asked about the visit on Monday."),
            pen.write(&officer, "يسأل عن موعد الزيارة"),
            pen.write(&supervisor, "Әңгіме ұзақ болды."),
            pen.write(&officer, "Removed by two."),
            pen.write(&officer, "Removed by rule."),
            pen.write(&supervisor, "The last one."),
        ];
        for at in [3, 4] {
            let entry = records[at].entry();
            records[at].document = if at == 3 {
                removed_by(&entry, &[&officer, &supervisor])
            } else {
                removed_by_rule(&entry, &facility())
            };
        }
        let mut other = Pen::new(2, 0x100);
        records.push(other.write(&officer, "After the tablet was wiped."));
        let certificates = [&officer, &supervisor, &nurse()]
            .map(|author| certificate(author, &facility()))
            .to_vec();
        Self {
            opening: Opening {
                v: FORMAT,
                facility: facility_document(&facility()),
                books: vec![Book::Wing],
                from_ms: None,
                to_ms: None,
                made_ms: BEGUN_MS + 120 * MINUTE,
                made_by: "sample 1".into(),
            },
            certificates,
            records,
        }
    }

    /// One chain of so many records, one certificate each for officer and supervisor.
    pub fn of(records: Vec<Kept>) -> Self {
        Self {
            records,
            ..Self::new()
        }
    }

    pub fn lines(&self, signer: Option<&Signer>) -> Vec<Vec<u8>> {
        let (mut writer, first) = Writer::begin(&self.opening).unwrap();
        let mut lines = vec![first];
        for certificate in &self.certificates {
            lines.push(writer.certificate(certificate).unwrap());
        }
        for Kept { document, receipt } in &self.records {
            lines.push(writer.record(document, receipt.as_ref()).unwrap());
        }
        lines.push(writer.end(signer).unwrap());
        lines
    }

    /// The file that the facility's server writes.
    pub fn file(&self) -> Vec<u8> {
        self.lines(Some(&facility())).concat()
    }

    /// The file of somebody who has no key of the facility.
    pub fn unsigned(&self) -> Vec<u8> {
        self.lines(None).concat()
    }
}

/// Checks a file, read in pieces of odd length. `None` if it is no export.
pub fn check_pinned(file: &[u8], pinned: Option<KeyId>) -> Option<Report> {
    let mut lines = Lines::default();
    let mut check: Option<Check> = None;
    for piece in file.chunks(997) {
        lines.push(piece);
        while let Some(line) = lines.next_line() {
            match &mut check {
                None => check = Some(Check::begin(line, pinned).ok()?),
                Some(check) => check.line(line),
            }
        }
    }
    Some(check?.finish(lines.rest()).report())
}

pub fn check(file: &[u8]) -> Report {
    check_pinned(file, Some(facility().id())).unwrap()
}

/// The kinds of what was found, in order, each once.
pub fn kinds(report: &Report) -> Vec<Kind> {
    report.findings.iter().map(|group| group.kind).collect()
}
