//! What becomes of an organiser's file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgba, RgbaImage};

use super::*;

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("to memory");
    bytes.into_inner()
}

/// A photograph's stand-in: no two pixels are alike.
fn photograph(width: u32, height: u32) -> DynamicImage {
    let noise =
        |x: u32, y: u32| x.wrapping_mul(2_654_435_761).rotate_left(y % 31) ^ y.wrapping_mul(40_503);
    RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, _] = noise(x, y).to_le_bytes();
        image::Rgb([r, g, b])
    })
    .into()
}

fn shown(image: &Image) -> RgbImage {
    let decoded = image::load_from_memory(image.bytes());
    decoded.expect("a picture").into_rgb8()
}

#[test]
fn each_size_fits_its_box_and_its_bytes() {
    let of = |width, height| Picture::of(&file(&photograph(width, height), ImageFormat::Jpeg));
    let wide = of(1500, 500).expect("a picture");
    assert_eq!(shown(&wide.screen).dimensions(), (960, 320));
    assert_eq!(shown(&wide.phone).dimensions(), (320, 107));
    for image in [&wide.screen, &wide.phone] {
        assert!(image.bytes().len() <= BYTES_MAX);
        assert_eq!(content_type(image.bytes()), Some("image/jpeg"));
    }
    // A small picture is not blown up.
    let small = of(200, 100).expect("a picture");
    assert_eq!(shown(&small.screen).dimensions(), (200, 100));
}

#[test]
fn a_drawing_stays_sharp() {
    let drawing = RgbImage::from_fn(600, 450, |x, _| {
        image::Rgb([if x < 300 { 0 } else { 255 }; 3])
    });
    let picture = Picture::of(&file(&drawing.into(), ImageFormat::Png)).expect("a picture");
    assert_eq!(content_type(picture.screen.bytes()), Some("image/png"));
    let webp = RgbImage::new(40, 30);
    assert!(Picture::of(&file(&webp.into(), ImageFormat::WebP)).is_ok());
}

/// A JPEG whose camera noted a place, and that it was held upright.
fn from_a_camera(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb([if x < width / 2 { 200 } else { 20 }; 3])
    });
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // Orientation (0x0112), a short: 6, a quarter turn clockwise.
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    // ImageDescription (0x010e), 16 bytes of text behind the directory.
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x10\0\0\0\x26");
    exif.extend(b"\0\0\0\0");
    exif.extend(b"GPS 30.66 104.06");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).expect("EXIF is written");
    encoder
        .write_image(&picture, width, height, ExtendedColorType::Rgb8)
        .expect("to memory");
    bytes
}

#[test]
fn what_a_camera_noted_is_obeyed_and_not_published() {
    let file = from_a_camera(80, 40);
    let holds = |bytes: &[u8]| bytes.windows(3).any(|part| part == b"GPS");
    assert!(holds(&file), "the test's file has it");
    let picture = Picture::of(&file).expect("a picture");
    for image in [&picture.screen, &picture.phone] {
        assert!(!holds(image.bytes()) && !image.bytes().windows(4).any(|part| part == b"Exif"));
        let upright = shown(image);
        assert_eq!(upright.dimensions(), (40, 80));
        // The left half is on top now.
        assert!(upright.get_pixel(20, 10).0[0] > 150 && upright.get_pixel(20, 70).0[0] < 60);
    }
}

#[test]
fn a_transparent_drawing_is_seen_in_both_themes() {
    let ground = |ink: u8| {
        let drawing = RgbaImage::from_fn(60, 45, |x, _| {
            Rgba(if x < 30 { [ink, ink, ink, 255] } else { [0; 4] })
        });
        let picture = Picture::of(&file(&drawing.into(), ImageFormat::Png)).expect("a picture");
        let picture = shown(&picture.screen);
        (picture.get_pixel(5, 5).0[0], picture.get_pixel(55, 5).0[0])
    };
    assert_eq!(ground(0), (0, 255));
    assert_eq!(ground(120), (120, 255));
    assert_eq!(ground(255), (255, 0x1d));
}

#[test]
fn what_is_no_picture_is_refused_with_a_reason() {
    let svg = "\u{feff}<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    assert_eq!(Picture::of(svg.as_bytes()), Err(Unfit::Svg));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(Picture::of(heic), Err(Unfit::Heic));
    for other in [
        &b"GIF89a\x01\0\x01\0"[..],
        b"BM",
        b"%PDF-1.7",
        b"<html>",
        b"",
    ] {
        assert_eq!(Picture::of(other), Err(Unfit::Format));
    }
    let mut cut = file(&photograph(300, 200), ImageFormat::Png);
    cut.truncate(900);
    assert!(matches!(Picture::of(&cut), Err(Unfit::Broken(_))));
    let bytes = FILE_BYTES_MAX + 1;
    assert_eq!(
        Picture::of(&vec![0; bytes]),
        Err(Unfit::Bytes(bytes as u64))
    );
}

#[test]
fn a_bomb_is_measured_and_not_decoded() {
    // Only the head of a PNG of 60,000 × 60,000 pixels: decoding would fail differently.
    let mut bomb = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = b"IHDR".to_vec();
    head.extend(60_000u32.to_be_bytes());
    head.extend(60_000u32.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    bomb.extend(13u32.to_be_bytes());
    bomb.extend(&head);
    bomb.extend(crc32fast::hash(&head).to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(Picture::of(&bomb), Err(Unfit::Pixels(60_000, 60_000)));
}

#[test]
fn what_is_sent_is_checked_again() {
    let picture = Picture::of(&file(&photograph(40, 30), ImageFormat::Png)).expect("a picture");
    let sent = serde_json::to_string(&picture).expect("JSON");
    assert_eq!(serde_json::from_str::<Picture>(&sent).ok(), Some(picture));
    let svg = STANDARD.encode("<svg/>");
    let large = STANDARD.encode([b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; BYTES_MAX]].concat());
    for wrong in ["no base64!".to_owned(), svg, large] {
        let sent = format!("{{\"phone\":{wrong:?},\"screen\":{wrong:?}}}");
        assert!(serde_json::from_str::<Picture>(&sent).is_err());
    }
}

#[test]
fn a_hash_names_the_content() {
    let of = |side| Picture::of(&file(&photograph(side, 30), ImageFormat::Png)).expect("a picture");
    assert_eq!(of(40).hash(), of(40).hash());
    assert_ne!(of(40).hash(), of(41).hash());
    assert_eq!(of(40).hash().len(), 16);
}
