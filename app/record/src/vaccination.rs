//! Vaccination: which products there are and what they ask for ([`catalogue`]), a dose as it is written down
//! ([`dose`], found again by [`history`]), what a person's doses amount to and when the next one is due ([`course`]),
//! whom they have reached ([`coverage`]), and a session whose vials and doses must add up ([`session`], with everybody who
//! came: [`clinic`]).
//!
//! Nothing here refuses a dose. What looks wrong is a warning, and a warning may ask for a reason: what was given was
//! given, and a record that the app would not take ends up on paper.

pub mod catalogue;
pub mod clinic;
pub mod course;
pub mod coverage;
pub mod dose;
pub mod due;
pub mod history;
pub mod session;
pub mod span;
