//! The time in which a certificate is valid. No library that the binary contains tells it, and it is six elements deep.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Returns the first and the last moment of an X.509 certificate (RFC 5280, 4.1). None if it is not one.
pub fn validity(certificate: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (certificate, _) = expect(SEQUENCE, certificate)?;
    let (tbs, _) = expect(SEQUENCE, certificate)?;
    let rest = match element(tbs)? {
        (VERSION, _, rest) => rest,
        _ => tbs,
    };
    let (_serial, rest) = expect(INTEGER, rest)?;
    let (_algorithm, rest) = expect(SEQUENCE, rest)?;
    let (_issuer, rest) = expect(SEQUENCE, rest)?;
    let (validity, _) = expect(SEQUENCE, rest)?;
    let (tag, begins, rest) = element(validity)?;
    let begins = time(tag, begins)?;
    let (tag, ends, _) = element(rest)?;
    Some((begins, time(tag, ends)?))
}

fn expect(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, contents, rest) = element(bytes)?;
    (found == tag).then_some((contents, rest))
}

/// Returns the tag and the contents of the first element in DER, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        ..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits.iter().fold(0, |n, digit| n << 8 | u64::from(*digit));
            (usize::try_from(length).ok()?, rest)
        }
        _ => return None,
    };
    let (contents, rest) = rest.split_at_checked(length)?;
    Some((tag, contents, rest))
}

fn time(tag: u8, digits: &[u8]) -> Option<Timestamp> {
    let digits = std::str::from_utf8(digits).ok()?;
    let text = match tag {
        // RFC 5280, 4.1.2.5.1: two digits mean 1950 to 2049.
        UTC_TIME if digits.get(..2)? >= "50" => format!("19{digits}"),
        UTC_TIME => format!("20{digits}"),
        GENERALIZED_TIME => digits.to_owned(),
        _ => return None,
    };
    let at = DateTime::strptime("%Y%m%d%H%M%SZ", text).ok()?;
    // A certificate without an end says the last second of the year 9999, which is beyond the last timestamp.
    let at = at.to_zoned(TimeZone::UTC);
    Some(at.map_or(Timestamp::MAX, |at| at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tag: u8, digits: &str) -> Option<String> {
        time(tag, digits.as_bytes()).map(|at| at.to_string())
    }

    #[test]
    fn both_forms_of_time_are_read() {
        let utc = told(UTC_TIME, "261127150000Z");
        assert_eq!(utc.as_deref(), Some("2026-11-27T15:00:00Z"));
        let before = told(UTC_TIME, "991231235959Z");
        assert_eq!(before.as_deref(), Some("1999-12-31T23:59:59Z"));
        let general = told(GENERALIZED_TIME, "20501231235959Z");
        assert_eq!(general.as_deref(), Some("2050-12-31T23:59:59Z"));
        let never = time(GENERALIZED_TIME, b"99991231235959Z");
        assert_eq!(never, Some(Timestamp::MAX));
        for wrong in [
            "",
            "2",
            "261327150000Z",
            "26112715000\u{fc}Z",
            "2611271500Z",
        ] {
            assert_eq!(told(UTC_TIME, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_length_that_lies_is_no_certificate() {
        for wrong in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x85, 1, 1, 1, 1, 1],
            &[0x30, 2, 0x30, 5],
        ] {
            assert_eq!(validity(wrong), None, "{wrong:?}");
        }
    }
}
