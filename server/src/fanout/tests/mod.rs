//! Convergence, screening and privacy of outgoing frames, over random runs of an event.

mod captions;
mod converge;
mod private;
mod run;
mod sizes;
mod undo;
mod verbs;
