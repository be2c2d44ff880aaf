//! Files that only their owner may read: what guests wrote, the keys to it, and the server's own key.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// The permissions of others on a file or folder.
const OTHERS: u32 = 0o077;
/// Their permission to write.
const OTHERS_WRITE: u32 = 0o022;

/// Makes sure that a folder exists and that others cannot put files into it.
///
/// # Errors
/// Errors of the file system; a folder in which others can write, because a file in it need not be ours. Its permissions stay,
/// since it may be a folder that others need.
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let mode = fs::metadata(path)?.mode();
    if mode & OTHERS_WRITE != 0 {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!(
                "others can write in it; choose another folder, or run: chmod go-w {}",
                path.display()
            ),
        ));
    }
    Ok(())
}

/// Opens a file for reading and writing, and creates it if needed. A file that others can read is mended, with a warning.
///
/// # Errors
/// Errors of the file system.
pub fn file(path: &Path) -> io::Result<File> {
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    mend(path, &file)?;
    Ok(file)
}

/// Reads a file, after mending its permissions.
///
/// # Errors
/// Errors of the file system.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    mend(path, &File::open(path)?)?;
    fs::read(path)
}

/// Writes a new file, all of it or nothing.
///
/// # Errors
/// Errors of the file system.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(path, |file| file.write_all(bytes))
}

/// Writes a new file with a function, all of it or nothing.
///
/// # Errors
/// Errors of the file system and of the function. Half a file is removed.
pub fn write_with<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let mut half = path.as_os_str().to_owned();
    half.push(".new");
    let half = Path::new(&half);
    // Whatever has this name is not what this process writes: half a file, or a planted one or a link to elsewhere.
    match fs::remove_file(half) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e.into()),
        Ok(()) | Err(_) => {}
    }
    let mut options = File::options();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(half)?;
    let written = write(&mut file).and_then(|done| {
        file.sync_all()?;
        fs::rename(half, path)?;
        Ok(done)
    });
    if written.is_err() {
        let _ = fs::remove_file(half);
    }
    let done = written?;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(done)
}

fn mend(path: &Path, file: &File) -> io::Result<()> {
    let mode = file.metadata()?.mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    tracing::warn!(
        "others could read {}; now only its owner can. Its secrets may be known",
        path.display()
    );
    file.set_permissions(Permissions::from_mode(mode & 0o7777 & !OTHERS))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it exists").mode() & 0o777
    }

    #[test]
    fn a_planted_file_is_neither_used_nor_followed() {
        let of = tempfile::tempdir().expect("a folder");
        let (path, elsewhere) = (of.path().join("server.key"), of.path().join("elsewhere"));
        fs::write(&elsewhere, "untouched").expect("written");
        let planted = of.path().join("server.key.new");
        symlink(&elsewhere, &planted).expect("planted");
        write(&path, b"secret").expect("written");
        assert_eq!(fs::read(&elsewhere).expect("read"), b"untouched");
        fs::write(&planted, "").expect("planted");
        fs::set_permissions(&planted, Permissions::from_mode(0o666)).expect("open to all");
        write(&path, b"secret").expect("written");
        assert_eq!(
            (fs::read(&path).expect("read"), mode(&path)),
            (b"secret".to_vec(), 0o600)
        );
    }

    #[test]
    fn a_file_that_others_can_read_is_mended() {
        let of = tempfile::tempdir().expect("a folder");
        let path = of.path().join("server.key");
        fs::write(&path, "secret").expect("written");
        let open = || fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("opened");
        open();
        assert_eq!(read(&path).expect("read"), b"secret");
        assert_eq!(mode(&path), 0o600);
        open();
        drop(file(&path).expect("opened"));
        assert_eq!(mode(&path), 0o600);
        drop(file(&of.path().join("new")).expect("created"));
        assert_eq!(mode(&of.path().join("new")), 0o600);
    }

    #[test]
    fn a_folder_in_which_others_write_is_refused() {
        let of = tempfile::tempdir().expect("a folder");
        let path = of.path().join("data");
        folder(&path).expect("created");
        assert_eq!(mode(&path), 0o700);
        fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("readable");
        folder(&path).expect("that is fine");
        fs::set_permissions(&path, Permissions::from_mode(0o1777)).expect("like /tmp");
        let why = folder(&path).expect_err("refused").to_string();
        assert!(why.starts_with("others can write in it"), "{why}");
        assert_eq!(mode(&path), 0o777, "nothing was changed");
    }
}
