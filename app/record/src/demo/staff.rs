//! The demonstration's staff: who holds which role, on which tablet, with which passphrase.

use crate::{
    access::Role,
    id::{DeviceId, PersonId},
    person::{Category, Person, Sex},
    signer::Signer,
};

use super::{Account, Parameters, names, random::Random};

/// A member of staff.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) id: PersonId,
    pub(super) person: Person,
    pub(super) number: String,
    pub(super) device: DeviceId,
    pub(super) signer: Signer,
    pub(super) passphrase: String,
    pub(super) featured: bool,
}

/// Everybody who works there, by what they do.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    pub(super) all: Vec<Member>,
    pub(super) supervisors: Vec<usize>,
    pub(super) health: Vec<usize>,
    pub(super) health_lead: Option<usize>,
    pub(super) reception: usize,
    pub(super) administrator: usize,
    /// Officers of each wing.
    pub(super) officers: Vec<Vec<usize>>,
}

/// The demonstration's officer: something was sent back to them, and a follow-up is due.
pub(super) const OFFICER: usize = 0;

const WORDS: [&str; 32] = [
    "amber", "bridge", "candle", "delta", "eagle", "forest", "garden", "harbor", "island",
    "jacket", "kettle", "lantern", "mango", "needle", "orange", "paper", "quarry", "river",
    "saddle", "timber", "umbrella", "valley", "window", "yellow", "anchor", "basket", "copper",
    "dolphin", "engine", "feather", "granite", "hammer",
];

/// Roles that are not an officer's, and how many hold each in a staff of 120.
const OTHERS: [(Role, usize); 10] = [
    (Role::Supervisor, 8),
    (Role::Administrator, 1),
    (Role::Reception, 4),
    (Role::HealthLead, 1),
    (Role::Health, 6),
    (Role::Casework, 4),
    (Role::Complaints, 1),
    (Role::Training, 1),
    (Role::Auditor, 1),
    (Role::Analyst, 1),
];

impl Staff {
    pub(super) fn hire(parameters: &Parameters, wings: usize) -> Self {
        let total = parameters.staff.max(20);
        let mut roles: Vec<Role> = vec![Role::Officer; 2];
        for (role, usual) in OTHERS {
            let count = if total < 60 { 1 } else { usual * total / 120 };
            roles.extend(std::iter::repeat_n(role, count.max(1)));
        }
        roles.resize(total.max(roles.len()), Role::Officer);
        let mut staff = Self {
            all: Vec::with_capacity(roles.len()),
            supervisors: Vec::new(),
            health: Vec::new(),
            health_lead: None,
            reception: 0,
            administrator: 0,
            officers: vec![Vec::new(); wings],
        };
        let mut officers = 0;
        for (index, role) in roles.into_iter().enumerate() {
            let mut wing = None;
            match role {
                Role::Officer => {
                    // The first two, who are shown to newcomers, work in the first wing.
                    let at = if officers < 2 { 0 } else { officers % wings };
                    staff.officers[at].push(index);
                    wing = Some(at);
                    officers += 1;
                }
                Role::Supervisor => staff.supervisors.push(index),
                Role::Health => staff.health.push(index),
                Role::HealthLead => staff.health_lead = Some(index),
                Role::Reception => staff.reception = index,
                Role::Administrator => staff.administrator = index,
                _ => {}
            }
            staff.all.push(member(parameters, index, role, wing));
        }
        for special in [
            Role::Supervisor,
            Role::Administrator,
            Role::Reception,
            Role::Health,
            Role::HealthLead,
            Role::Complaints,
            Role::Analyst,
        ] {
            let first = staff
                .all
                .iter_mut()
                .find(|one| one.person.roles == [special]);
            if let Some(first) = first {
                first.featured = true;
            }
        }
        staff
    }

    pub(super) fn accounts(&self) -> Vec<Account> {
        let account = |member: &Member| Account {
            person: member.id,
            staff_number: member.number.clone(),
            name: member.person.name.clone(),
            roles: member.person.roles.clone(),
            passphrase: member.passphrase.clone(),
            featured: member.featured,
        };
        self.all.iter().map(account).collect()
    }

    /// The officer of a wing on duty in a shift of eight hours, one of three.
    pub(super) fn on_duty(&self, wing: usize, day: i64, shift: i64, random: &mut Random) -> usize {
        let Some(team) = self.officers.get(wing).filter(|team| !team.is_empty()) else {
            return OFFICER;
        };
        let start = usize::try_from((day * 3 + shift).rem_euclid(1_000_000)).unwrap_or(0) * 3;
        team[(start + random.below(3)) % team.len()]
    }
}

fn member(parameters: &Parameters, index: usize, role: Role, wing: Option<usize>) -> Member {
    let mut random = Random::of(parameters.seed, &[2, index as u64]);
    let sex = if random.chance(350) {
        Sex::Female
    } else {
        Sex::Male
    };
    let name = names::make(parameters.country, sex, &mut random);
    let number = format!("S{}", 1001 + index);
    // Two tablets a wing; reception, supervisors and all others have one each.
    let device = match wing {
        Some(wing) => (wing * 2 + index % 2) as u64,
        None => 1_000 + role as u64,
    };
    let mut word = || random.pick(&WORDS).copied().unwrap_or_default();
    let passphrase = format!("{}-{}-{}", word(), word(), word());
    let passphrase = format!("{passphrase}-{}", random.between(10, 100));
    Member {
        id: PersonId(random.uuid()),
        person: Person {
            category: Category::Staff,
            name: name.name,
            other_names: name.other_names,
            number: None,
            staff_number: Some(number.clone()),
            sex: Some(sex),
            born: None,
            place: None,
            roles: vec![role],
            languages: Vec::new(),
            left: false,
        },
        number,
        device: DeviceId(Random::of(parameters.seed, &[3, device]).uuid()),
        signer: Signer::from_seed(&Random::of(parameters.seed, &[4, index as u64]).bytes()),
        passphrase,
        featured: index < 2,
    }
}
