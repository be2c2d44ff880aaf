//! The ground and the colours of a picture.

use image::{DynamicImage, Rgb, RgbImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

/// What a drawing with transparent parts is laid on.
const WHITE: [u8; 3] = [255; 3];
/// The ground of drawings that white would swallow.
const DARK: [u8; 3] = [0x1d, 0x1c, 0x1a];
/// From this lightness on, of 255, a drawing is light.
const LIGHT: u64 = 200;

/// Returns the picture without transparency. A light drawing gets a dark ground and any other a white one, so it can be seen in both
/// themes.
pub fn laid(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (mut light, mut opaque) = (0, 0);
    for [r, g, b, a] in picture.pixels().map(|pixel| pixel.0) {
        let of_255 = (u64::from(r) * 54 + u64::from(g) * 183 + u64::from(b) * 19) / 256;
        light += of_255 * u64::from(a);
        opaque += u64::from(a);
    }
    let ground = if light > LIGHT * opaque { DARK } else { WHITE };
    let mut laid = RgbImage::new(picture.width(), picture.height());
    for (to, from) in laid.pixels_mut().zip(picture.pixels()) {
        let [r, g, b, a] = from.0.map(u32::from);
        let mixed = |over: u32, under: u8| ((over * a + u32::from(under) * (255 - a)) / 255) as u8;
        *to = Rgb([
            mixed(r, ground[0]),
            mixed(g, ground[1]),
            mixed(b, ground[2]),
        ]);
    }
    laid
}

/// Converts a picture from the colours of a profile, such as a phone's wide ones. It stays as it is if the profile is of another kind.
pub fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    let srgb = ColorProfile::new_srgb();
    let transform = ColorProfile::new_from_slice(profile).and_then(|profile| {
        let options = TransformOptions::default();
        profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
    });
    let Ok(transform) = transform else { return };
    let mut converted = picture.clone();
    if transform.transform(picture, &mut converted).is_ok() {
        *picture = converted;
    }
}
