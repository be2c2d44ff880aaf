//! The time zone of an event: the IANA name of a place. It also knows common wrong names, and the places they may stand for.

/// Common wrong names for time zones, and the zones they may stand for.
const ZONES: [(&[&str], &str); 25] = [
    (&["et", "est", "edt", "eastern"], "\"America/New_York\""),
    (&["ct", "cdt", "central"], "\"America/Chicago\""),
    (&["mt", "mst", "mdt", "mountain"], "\"America/Denver\""),
    (&["pt", "pst", "pdt", "pacific"], "\"America/Los_Angeles\""),
    (&["hst"], "\"Pacific/Honolulu\""),
    (&["ast", "adt"], "\"America/Halifax\""),
    (&["brt"], "\"America/Sao_Paulo\""),
    (&["bst", "gmt", "uk", "london"], "\"Europe/London\""),
    (&["wet", "west"], "\"Europe/Lisbon\""),
    (
        &["cet", "cest", "met", "mez", "mesz", "berlin"],
        "\"Europe/Berlin\"",
    ),
    (&["eet", "eest"], "\"Europe/Athens\""),
    (&["msk", "moscow"], "\"Europe/Moscow\""),
    (&["cat", "sast"], "\"Africa/Johannesburg\""),
    (&["eat"], "\"Africa/Nairobi\""),
    (&["gst", "dubai"], "\"Asia/Dubai\""),
    (&["ist"], "\"Asia/Kolkata\" or \"Europe/Dublin\""),
    (&["ict"], "\"Asia/Bangkok\""),
    (&["wib"], "\"Asia/Jakarta\""),
    (&["cst"], "\"Asia/Shanghai\" or \"America/Chicago\""),
    (
        &["china", "beijing", "asia/beijing", "shanghai"],
        "\"Asia/Shanghai\"",
    ),
    (&["hkt"], "\"Asia/Hong_Kong\""),
    (&["jst", "tokyo"], "\"Asia/Tokyo\""),
    (&["kst", "seoul"], "\"Asia/Seoul\""),
    (&["aest", "aedt"], "\"Australia/Sydney\""),
    (&["nzst", "nzdt"], "\"Pacific/Auckland\""),
];

/// Parses an IANA time zone. Returns it in its canonical case.
pub fn zone(written: &str) -> Result<String, String> {
    let zone = jiff::tz::TimeZone::get(written).ok();
    if let Some(name) = zone.as_ref().and_then(|zone| zone.iana_name()) {
        return Ok(name.to_owned());
    }
    let lower = written.trim().to_lowercase();
    if let Some(place) = place_of(&lower) {
        return Err(format!(
            "{written:?} is not a time zone: write the time zone of the place, such as {place}"
        ));
    }
    let offset = lower.trim_start_matches("utc").trim_start_matches("gmt");
    if offset.trim_start().starts_with(['+', '-', '\u{2212}']) {
        return Err(format!(
            "{written:?} is an offset, which does not say when clocks change: write the time zone of the place, such as \"Asia/Shanghai\""
        ));
    }
    Err(format!(
        "{written:?} is not a time zone: expected an IANA name such as \"Asia/Shanghai\""
    ))
}

/// Returns a warning for a zone name that is only a fixed offset, because the clocks of the place it stands for may change.
pub fn warning_of(zone: &str) -> Option<String> {
    let place = place_of(&zone.to_lowercase());
    let is_offset = place.is_some() || (zone.starts_with("Etc/GMT") && zone.len() > 7);
    if !is_offset || has_seasons(zone) {
        return None;
    }
    let place = place.unwrap_or("\"Asia/Shanghai\"");
    Some(format!(
        "{zone:?} is the same offset in summer and winter: write the time zone of the place, such as {place}"
    ))
}

fn has_seasons(zone: &str) -> bool {
    let offset_of = |month| {
        let day = jiff::civil::date(2025, month, 1).in_tz(zone).ok()?;
        Some(day.offset())
    };
    offset_of(1) != offset_of(7)
}

fn place_of(written: &str) -> Option<&'static str> {
    let found = ZONES.iter().find(|(names, _)| names.contains(&written));
    found.map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_a_name_of_the_iana() {
        assert_eq!(zone("asia/shanghai").as_deref(), Ok("Asia/Shanghai"));
        assert!(zone("Asia/Chengdu").is_err());
    }

    #[test]
    fn each_place_is_one() {
        for (_, places) in ZONES {
            for place in places.split(" or ") {
                let name = place.trim_matches('"');
                assert_eq!(zone(name).as_deref(), Ok(name));
                assert_eq!(warning_of(name), None);
            }
        }
    }
}
