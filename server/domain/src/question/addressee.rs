//! To whom a question is put: a person of the programme, an organisation, or a session.
//!
//! An organisation has no record of its own: it is that of a person of the programme, so its name is translated and corrected
//! with that person's, and no guest can invent one.

use minicbor::data::Type;
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::ids::{PersonId, SessionId};

/// To whom a question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    Person(PersonId),
    /// The organisation of this person; of several, the one who was in the programme first.
    Organisation(PersonId),
    /// Everybody on the stage in this session.
    Session(SessionId),
}

impl Addressee {
    /// Returns the person, if it is one.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Addressee::Person(id) => Some(id),
            Addressee::Organisation(_) | Addressee::Session(_) => None,
        }
    }

    /// Returns the person without whom nobody would know who is meant.
    pub fn needs(self) -> Option<PersonId> {
        match self {
            Addressee::Person(id) | Addressee::Organisation(id) => Some(id),
            Addressee::Session(_) => None,
        }
    }
}

/// An addressee that is no person, in the log.
#[derive(Encode, Decode)]
enum Other {
    #[n(0)]
    Organisation(#[n(0)] PersonId),
    #[n(1)]
    Session(#[n(0)] SessionId),
}

/// Once there were people only, and a person is still written as it was then.
impl<C> Encode<C> for Addressee {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match *self {
            Addressee::Person(id) => id.encode(e, ctx),
            Addressee::Organisation(id) => Other::Organisation(id).encode(e, ctx),
            Addressee::Session(id) => Other::Session(id).encode(e, ctx),
        }
    }
}

impl<'b, C> Decode<'b, C> for Addressee {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Addressee, minicbor::decode::Error> {
        if d.datatype()? != Type::Array {
            return Ok(Addressee::Person(PersonId::decode(d, ctx)?));
        }
        Ok(match Other::decode(d, ctx)? {
            Other::Organisation(id) => Addressee::Organisation(id),
            Other::Session(id) => Addressee::Session(id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_written_as_when_there_were_people_only() {
        let before = minicbor::to_vec(Some(PersonId(300))).expect("to memory");
        let now = Some(Addressee::Person(PersonId(300)));
        assert_eq!(minicbor::to_vec(now).expect("to memory"), before);
        assert_eq!(
            minicbor::decode::<Option<Addressee>>(&before).ok(),
            Some(now)
        );
        for other in [
            Addressee::Organisation(PersonId(300)),
            Addressee::Session(SessionId(0)),
        ] {
            let bytes = minicbor::to_vec(other).expect("to memory");
            assert_eq!(minicbor::decode::<Addressee>(&bytes).ok(), Some(other));
        }
    }
}
