//! Rounds: what is written down in one ([`forms`]) and how far it is, derived from that ([`state`]).

mod forms;
mod state;

pub use forms::{
    AbsenceReason, Check, CheckState, CouldNot, PersonCheck, Round, RoundEvent, RoundStep, Stop,
};
pub use state::{
    Pause, PersonState, Phase, RoundState, StopResult, StopState, phase, start, state,
};

#[cfg(test)]
mod tests;
