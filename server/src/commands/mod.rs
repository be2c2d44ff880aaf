//! Commands of the command line that work with files beside the data folder.

pub mod backup;
