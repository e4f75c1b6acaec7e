//! `wingbook-hub tablet`: which tablets there are, and what becomes of one that is lost.

use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::{Timestamp, tz::TimeZone};
use wingbook_record::{
    id::DeviceId,
    order::{Order, Standing, TabletStands},
};

use super::{Data, Failure, facts::open_existing};
use crate::{
    audit,
    facility::{Facility, FacilityError},
};

#[derive(Args)]
pub struct TabletCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List all tablets: who is enrolled, when each was last in contact, what was ordered
    List(Data),
    /// Sign a tablet out at its next contact: nobody's keys stay there, and nobody enrols until it is allowed again
    SignOut(One),
    /// Have a tablet erased at its next contact, once what it could not send is saved by somebody
    Wipe(Wipe),
    /// Take an order back, or let people enrol again on a tablet that was signed out
    Allow(One),
}

#[derive(Args)]
struct One {
    #[command(flatten)]
    data: Data,
    /// The tablet, as `list` names it
    #[arg(value_parser = |text: &str| text.parse::<DeviceId>())]
    tablet: DeviceId,
    /// Why: it goes into the audit register
    #[arg(long)]
    reason: String,
}

#[derive(Args)]
struct Wipe {
    #[command(flatten)]
    one: One,
    /// Wait for nobody: what could not be sent is lost
    #[arg(long)]
    at_once: bool,
}

impl TabletCommand {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::List(data) => list(&data),
            What::SignOut(one) => {
                one.order(Standing::SignedOut, false)?;
                println!(
                    "It is signed out at its next contact. What it can still send it sends first; the rest stays there, \
                     sealed to the recovery key."
                );
                Ok(())
            }
            What::Wipe(wipe) => {
                wipe.one.order(Standing::Erased, wipe.at_once)?;
                println!(
                    "{}",
                    if wipe.at_once {
                        "It is erased at its next contact. What it can still send it sends first; the rest is lost."
                    } else {
                        "At its next contact it sends what it can and gives up all keys. It is erased when nothing is \
                         left, or when somebody there has saved the rest in a rescue file."
                    }
                );
                Ok(())
            }
            What::Allow(one) => {
                one.order(Standing::Allowed, false)?;
                println!(
                    "It may be used. If it has heard of an earlier order, everybody enrols on it again, and the recovery \
                     key opens what it could not send."
                );
                Ok(())
            }
        }
    }
}

impl One {
    fn order(&self, standing: Standing, at_once: bool) -> Result<(), Failure> {
        let reason = self.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(FacilityError::NoReason.into());
        }
        let store = open_existing(&self.data.data)?;
        let facility = Arc::new(Facility::load(&store)?);
        let (tablet, order) = (self.tablet, Order { standing, at_once });
        store.write_now(move |turn| -> Result<(), FacilityError> {
            let name = facility.name_of_tablet(turn.connection, tablet)?;
            facility.order(turn, tablet, order)?;
            audit::tablet_ordered(turn, &facility, order, &name, tablet, &reason)
        })?;
        Ok(())
    }
}

fn list(data: &Data) -> Result<(), Failure> {
    let store = open_existing(&data.data)?;
    let facility = Arc::new(Facility::load(&store)?);
    let zone = TimeZone::get(facility.zone()).unwrap_or(TimeZone::UTC);
    let time = |at_ms: Option<i64>| {
        let at = at_ms.and_then(|at_ms| Timestamp::from_millisecond(at_ms).ok());
        at.map_or_else(
            || "never".to_owned(),
            |at| {
                zone.to_offset(at)
                    .to_datetime(at)
                    .strftime("%Y-%m-%d %H:%M")
                    .to_string()
            },
        )
    };
    let of_list = Arc::clone(&facility);
    let tablets = store.read_now(move |connection| of_list.tablets(connection))?;
    for one in tablets {
        let name = if one.name.is_empty() { "-" } else { &one.name };
        println!("{}  {name}", one.device);
        println!("    enrolled: {}", one.people.join(", "));
        println!(
            "    last contact: {}{}",
            time(one.contact_ms),
            stands(&one, time)
        );
    }
    Ok(())
}

fn stands(one: &TabletStands, time: impl Fn(Option<i64>) -> String) -> String {
    if one.standing.is_allowed() {
        return String::new();
    }
    let word = match one.standing {
        Standing::Erased => "to be erased",
        _ => "signed out",
    };
    let ordered = time(one.ordered_ms);
    match one.obeyed_ms {
        Some(_) => format!(
            "; {word}, ordered {ordered}, done {}, {} records not received",
            time(one.obeyed_ms),
            one.left
        ),
        None => format!("; {word} at its next contact, ordered {ordered}"),
    }
}
