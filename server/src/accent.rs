//! Corrects an event's accent so that text in it is readable: contrast of at least 4.5:1 (WCAG 2.2) on every surface of
//! both themes. It changes only the lightness (in OKLCH), so the organiser's hue stays. It reduces the chroma where
//! sRGB has no such colour. The surfaces are those of the web client's `tokens.css`.

use plenary_domain::program::Accent;

/// Minimum contrast of the accent on each surface.
pub const CONTRAST_MIN: f64 = 4.5;

/// Share of the accent in `--accent-wash`; the rest is `--sheet`.
const WASH: f64 = 0.11;

/// A theme: the surfaces behind the accent, and the direction in which contrast grows.
struct Theme {
    /// `--paper`, `--sheet`, `--top`, `--well`, `--on-accent` and the default `--accent-wash`.
    surfaces: [&'static str; 6],
    sheet: &'static str,
    /// Contrast grows towards black (light theme) or towards white (dark theme).
    darker: bool,
}

const LIGHT: Theme = Theme {
    surfaces: [
        "#f5f2ea", "#fdfbf6", "#ffffff", "#ebe6da", "#ffffff", "#dfebe4",
    ],
    sheet: "#fdfbf6",
    darker: true,
};
const DARK: Theme = Theme {
    surfaces: [
        "#121718", "#1a2121", "#232b2b", "#0c1011", "#0c1a16", "#17342d",
    ],
    sheet: "#1a2121",
    darker: false,
};

/// Corrects `#rrggbb` for both themes; None for any other format. Event files have it in lower case.
pub fn correct(written: &str) -> Option<Accent> {
    let accent = rgb(written)?;
    Some(Accent {
        written: written.to_ascii_lowercase(),
        light: hex(LIGHT.correct(accent)),
        dark: hex(DARK.correct(accent)),
    })
}

type Rgb = [u8; 3];

impl Theme {
    /// Returns the colour itself if it is readable, else the nearest lightness that is.
    fn correct(&self, accent: Rgb) -> Rgb {
        if self.reads(accent) {
            return accent;
        }
        let [lightness, chroma, hue] = oklch(accent);
        // `bad` is unreadable and `good` is readable: black or white at the far end.
        let (mut bad, mut good) = (lightness, if self.darker { 0.0 } else { 1.0 });
        for _ in 0..24 {
            let middle = (bad + good) / 2.0;
            if self.reads(in_gamut(middle, chroma, hue)) {
                good = middle
            } else {
                bad = middle
            }
        }
        in_gamut(good, chroma, hue)
    }

    fn reads(&self, accent: Rgb) -> bool {
        let wash = rgb(self.sheet).map(|sheet| mix(sheet, accent, WASH));
        let surfaces = self
            .surfaces
            .iter()
            .filter_map(|surface| rgb(surface))
            .chain(wash);
        surfaces
            .into_iter()
            .all(|surface| contrast(accent, surface) >= CONTRAST_MIN)
    }
}

/// Returns the contrast of two colours by WCAG 2.2, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Returns an sRGB channel as linear light, 0 to 1.
fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

fn gamma(light: f64) -> f64 {
    if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

/// Lightness 0 to 1, chroma, hue in radians.
fn oklch(colour: Rgb) -> [f64; 3] {
    let [r, g, b] = colour.map(linear);
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
    let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
    let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
    [lightness, a.hypot(b), b.atan2(a)]
}

/// Returns the colour of this lightness and hue with the highest chroma up to `chroma` that sRGB has.
fn in_gamut(lightness: f64, chroma: f64, hue: f64) -> Rgb {
    let (mut has, mut lacks) = (0.0, chroma);
    if let Some(colour) = srgb(lightness, chroma, hue) {
        return colour;
    }
    for _ in 0..16 {
        let middle = (has + lacks) / 2.0;
        if srgb(lightness, middle, hue).is_some() {
            has = middle
        } else {
            lacks = middle
        }
    }
    srgb(lightness, has, hue).unwrap_or(if lightness < 0.5 { [0; 3] } else { [255; 3] })
}

/// Returns None if sRGB has no such colour.
fn srgb(lightness: f64, chroma: f64, hue: f64) -> Option<Rgb> {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let channels = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ];
    let inside = channels.iter().all(|c| (-0.0005..=1.0005).contains(c));
    inside.then(|| channels.map(|c| (gamma(c.clamp(0.0, 1.0)) * 255.0).round() as u8))
}

fn mix(under: Rgb, over: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|i| {
        (f64::from(under[i]) * (1.0 - share) + f64::from(over[i]) * share).round() as u8
    })
}

fn rgb(written: &str) -> Option<Rgb> {
    let digits = written
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    Some([r, g, b])
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_accent_stays_as_it_is() {
        let jade = correct("#0e5e4e").unwrap();
        assert_eq!(jade.light, "#0e5e4e");
        let mint = correct("#79cbb0").unwrap();
        assert_eq!(mint.dark, "#79cbb0");
    }

    #[test]
    fn every_colour_reads_well_after_correction_and_keeps_its_hue() {
        for step in 0..=16u32.pow(3) {
            let channel = |shift: u32| ((step >> shift & 15) * 17) as u8;
            let written = [channel(8), channel(4), channel(0)];
            let accent = correct(&hex(written)).unwrap();
            for (theme, corrected) in [(&LIGHT, &accent.light), (&DARK, &accent.dark)] {
                let corrected = rgb(corrected).unwrap();
                assert!(theme.reads(corrected), "{written:?} became {corrected:?}");
                let ([_, chroma, hue], [_, chroma_after, hue_after]) =
                    (oklch(written), oklch(corrected));
                let turned = (hue - hue_after + 3.0 * std::f64::consts::PI)
                    .rem_euclid(2.0 * std::f64::consts::PI);
                let turned = (turned - std::f64::consts::PI).abs();
                // A grey has no hue, and rounding to eight bits can turn the hue of a near grey.
                assert!(
                    chroma.min(chroma_after) * turned < 0.012,
                    "{written:?} turned {turned} to {corrected:?}"
                );
            }
        }
    }

    #[test]
    fn the_correction_is_the_least_that_does() {
        let accent = correct("#ffcc00").unwrap();
        let light = rgb(&accent.light).unwrap();
        let least = LIGHT
            .surfaces
            .iter()
            .filter_map(|s| rgb(s))
            .map(|s| contrast(light, s))
            .fold(21.0, f64::min);
        assert!(
            (CONTRAST_MIN..CONTRAST_MIN + 0.15).contains(&least),
            "{accent:?} has {least}"
        );
        assert_eq!(accent.dark, "#ffcc00");
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([0x77; 3], [255; 3]) - 4.478).abs() < 0.001);
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        assert!(
            correct("0e5e4e").is_none()
                && correct("#0e5").is_none()
                && correct("#0e5e4g").is_none()
        );
    }
}
