//! Who has a device file open. Asked of `/proc`, because opening a device to find out may reset it.

use std::fs;
use std::path::Path;

/// The name of another program that has the file open. Programs of other users are only seen by the
/// administrator; then nothing is known, and opening will tell.
pub(crate) fn holder(proc: &Path, device: &Path) -> Option<String> {
    let device = fs::canonicalize(device).ok()?;
    let own = std::process::id().to_string();
    fs::read_dir(proc).ok()?.flatten().find_map(|process| {
        let number = process.file_name();
        let number = number.to_str().filter(|name| name.bytes().all(|b| b.is_ascii_digit()) && **name != own)?;
        let open = fs::read_dir(process.path().join("fd")).ok()?.flatten();
        let holds = open.filter_map(|fd| fs::read_link(fd.path()).ok()).any(|target| target == device);
        holds.then(|| {
            let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            let name: String = name.trim().chars().filter(|c| !c.is_control()).take(40).collect();
            if name.is_empty() { format!("proses {number}") } else { name }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_named() {
        let root = tempfile::tempdir().expect("directory");
        let device = root.path().join("lp0");
        fs::write(&device, "").expect("file");
        let process = root.path().join("proc/4000000");
        fs::create_dir_all(process.join("fd")).expect("directories");
        fs::write(process.join("comm"), "cupsd\n").expect("file");
        assert_eq!(holder(&root.path().join("proc"), &device), None);
        let device = fs::canonicalize(device).expect("path");
        std::os::unix::fs::symlink(&device, process.join("fd/3")).expect("link");
        assert_eq!(holder(&root.path().join("proc"), &device), Some("cupsd".into()));
        assert_eq!(holder(&root.path().join("none"), &device), None);
    }
}
