//! Pictures of options as files. An organiser names any JPEG, PNG or WebP; [`Picture::of`] makes the two small ones that the server
//! keeps and serves. Both are encoded anew, so what a camera wrote into the file (place, time, device, preview) is published nowhere,
//! every browser can show them, and a hall does not load a photograph of some megabytes. This module never touches the network.

pub mod beside;
mod paper;
#[cfg(test)]
mod tests;

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::{FilterType, resize};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits, RgbImage,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Limit on an organiser's file in bytes.
pub const FILE_BYTES_MAX: usize = 8 << 20;
/// Limit on its pixels: a photograph of 24 million, and a little.
pub const PIXELS_MAX: u64 = 25_000_000;
/// Limit on each picture made of it in bytes.
pub const BYTES_MAX: usize = 256 << 10;
/// Below this width and height, the screen shows a picture blurred.
const SHARP: (u32, u32) = (480, 360);
/// Qualities of a JPEG to try, until one is small enough.
const QUALITIES: [u8; 4] = [84, 72, 56, 40];
/// Bytes of a hash. 96 bits are not guessed over a network.
const HASH_BYTES: usize = 12;

/// The sizes that pages show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For phones and desks: 96 points wide there, at three pixels a point.
    Phone,
    /// For the screen: a third of its height at 4K.
    Screen,
}

/// One encoded picture, a JPEG or a PNG. On the admin socket it is Base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Image(Vec<u8>);

/// A picture in both sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub phone: Image,
    pub screen: Image,
}

/// Why a file is no picture that can be shown. Each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the picture has {0} bytes: expected at most {FILE_BYTES_MAX}")]
    Bytes(u64),
    #[error("the picture has {0} × {1} pixels: expected at most {PIXELS_MAX} in all")]
    Pixels(u32, u32),
    #[error("an SVG file can contain scripts: export the picture as PNG")]
    Svg,
    #[error("this is a HEIC file, which few browsers show: export the picture as JPEG")]
    Heic,
    #[error("this is not a JPEG, PNG or WebP file")]
    Format,
    #[error("the picture cannot be read: {0}")]
    Broken(String),
}

impl Size {
    /// Returns the size that an address names.
    pub fn named(name: &str) -> Option<Size> {
        [Size::Phone, Size::Screen]
            .into_iter()
            .find(|size| size.name() == name)
    }

    /// Returns its name in addresses and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Size::Phone => "phone",
            Size::Screen => "screen",
        }
    }

    /// Returns the width and height that a picture of this size fits into.
    fn pixels(self) -> (u32, u32) {
        match self {
            Size::Phone => (320, 240),
            Size::Screen => (960, 720),
        }
    }
}

impl Image {
    /// Takes bytes that begin as a JPEG or a PNG does, and are few enough.
    pub fn of(bytes: Vec<u8>) -> Option<Image> {
        let is_known = bytes.len() <= BYTES_MAX && content_type(&bytes).is_some();
        is_known.then_some(Image(bytes))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Returns the media type of bytes that [`Image::of`] takes.
pub fn content_type(bytes: &[u8]) -> Option<&'static str> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Some("image/jpeg"),
        Ok(ImageFormat::Png) => Some("image/png"),
        Ok(_) | Err(_) => None,
    }
}

impl TryFrom<String> for Image {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Image, &'static str> {
        let bytes = STANDARD.decode(text).map_err(|_| "not Base64")?;
        Image::of(bytes).ok_or("not a small JPEG or PNG")
    }
}

impl From<Image> for String {
    fn from(image: Image) -> String {
        STANDARD.encode(image.0)
    }
}

impl Picture {
    /// Makes a picture from an organiser's file: upright, in sRGB, on paper where it is transparent.
    ///
    /// # Errors
    /// [`Unfit`]. A file over the limits is not decoded.
    pub fn of(file: &[u8]) -> Result<Picture, Unfit> {
        let (width, height) = measure(file)?;
        let broken = |e: ImageError| Unfit::Broken(e.to_string());
        let mut reader = reader(file)?;
        let mut limits = Limits::default();
        // Eight bytes a pixel at most, and as many again for the decoder's own buffers.
        limits.max_alloc = Some(u64::from(width) * u64::from(height) * 16 + (64 << 20));
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(broken)?;
        let orientation = decoder.orientation().map_err(broken)?;
        let profile = decoder.icc_profile().ok().flatten();
        let mut decoded = DynamicImage::from_decoder(decoder).map_err(broken)?;
        decoded.apply_orientation(orientation);
        let mut screen = fitted(&paper::laid(decoded), Size::Screen);
        if let Some(profile) = profile {
            paper::to_srgb(&mut screen, &profile);
        }
        Ok(Picture {
            phone: encoded(&fitted(&screen, Size::Phone))?,
            screen: encoded(&screen)?,
        })
    }

    pub fn image(&self, size: Size) -> &Image {
        match size {
            Size::Phone => &self.phone,
            Size::Screen => &self.screen,
        }
    }

    /// Returns the hash of its content, which names it: 16 characters of an address.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for size in [Size::Screen, Size::Phone] {
            let bytes = self.image(size).bytes();
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        URL_SAFE_NO_PAD.encode(&hasher.finalize()[..HASH_BYTES])
    }
}

/// Returns the width and height of a file, without decoding it.
///
/// # Errors
/// [`Unfit`].
pub fn measure(file: &[u8]) -> Result<(u32, u32), Unfit> {
    if file.len() > FILE_BYTES_MAX {
        return Err(Unfit::Bytes(file.len() as u64));
    }
    let dimensions = reader(file)?.into_dimensions();
    let (width, height) = dimensions.map_err(|e| Unfit::Broken(e.to_string()))?;
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Unfit::Pixels(width, height));
    }
    Ok((width, height))
}

/// Returns true if the screen shows a picture of this size blurred.
pub fn is_small((width, height): (u32, u32)) -> bool {
    width < SHARP.0 && height < SHARP.1
}

/// Returns a reader for the format that the content has, whatever the file's name says.
fn reader(file: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Unfit> {
    match image::guess_format(file) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => {
            Ok(ImageReader::with_format(Cursor::new(file), format))
        }
        Ok(_) | Err(_) => Err(unfit(file)),
    }
}

fn unfit(file: &[u8]) -> Unfit {
    const HEIC: [&[u8]; 4] = [b"heic", b"heix", b"hevc", b"mif1"];
    let brand = file.get(4..8).zip(file.get(8..12));
    if brand.is_some_and(|(kind, brand)| kind == b"ftyp" && HEIC.contains(&brand)) {
        return Unfit::Heic;
    }
    let head = String::from_utf8_lossy(&file[..file.len().min(1024)]);
    let text = head.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') && text.to_ascii_lowercase().contains("<svg") {
        return Unfit::Svg;
    }
    Unfit::Format
}

/// Returns the picture scaled down until it fits a size; a small one stays as it is.
fn fitted(picture: &RgbImage, size: Size) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (most_width, most_height) = size.pixels();
    let scale =
        (f64::from(most_width) / f64::from(width)).min(f64::from(most_height) / f64::from(height));
    if scale >= 1.0 {
        return picture.clone();
    }
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    resize(picture, scaled(width), scaled(height), FilterType::Lanczos3)
}

/// Encodes a picture as PNG if that is smaller, as it is for drawings, and otherwise as JPEG.
fn encoded(picture: &RgbImage) -> Result<Image, Unfit> {
    let (width, height) = picture.dimensions();
    let broken = |e: ImageError| Unfit::Broken(e.to_string());
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, PngFilter::Adaptive)
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .map_err(broken)?;
    for quality in QUALITIES {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality)
            .write_image(picture, width, height, ExtendedColorType::Rgb8)
            .map_err(broken)?;
        let smaller = if png.len() <= jpeg.len() { &png } else { &jpeg };
        if let Some(image) = Image::of(smaller.clone()) {
            return Ok(image);
        }
    }
    Err(Unfit::Broken("it has too many details".to_owned()))
}
