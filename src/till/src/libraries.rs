//! Run-time libraries that the window opens by name: a missing one is named with its Debian package
//! before anything else fails.

/// Library file, Debian package.
const NEEDED: &[(&str, &str)] = &[
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libXi.so.6", "libxi6"),
];

/// What must be installed before a window can open under X11; `None` when all is there, or when
/// Wayland is used.
pub(crate) fn missing() -> Option<String> {
    let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some() && std::env::var_os("DISPLAY").is_none();
    let needed = NEEDED.iter().filter(|(library, _)| !wayland || !library.starts_with("libX"));
    let packages: Vec<&str> = needed.filter(|(library, _)| !is_there(library)).map(|(_, package)| *package).collect();
    if packages.is_empty() {
        return None;
    }
    Some(format!("pustaka layar belum terpasang; jalankan: sudo apt-get install -y {}", packages.join(" ")))
}

/// Looks where the loader looks on Debian and Ubuntu.
fn is_there(library: &str) -> bool {
    let architecture = std::env::consts::ARCH;
    let triple = format!("{architecture}-linux-gnu");
    let extra = std::env::var("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = [
        format!("/usr/lib/{triple}"),
        format!("/lib/{triple}"),
        "/usr/lib64".into(),
        "/lib64".into(),
        "/usr/lib".into(),
        "/usr/local/lib".into(),
    ];
    extra
        .split(':')
        .map(str::to_owned)
        .chain(usual)
        .filter(|folder| !folder.is_empty())
        .any(|folder| std::path::Path::new(&folder).join(library).exists())
}
