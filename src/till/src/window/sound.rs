//! One short tick for accepted, two low tones for refused. Played by whatever the machine has.

use std::io::Write;
use std::process::{Command, Stdio};

/// What is to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// Goods came in.
    Accepted,
    /// Something was refused.
    Refused,
}

const RATE: u32 = 22_050;

/// Plays a sound without waiting for it. A machine without a player stays silent: the screen says the
/// same.
pub(super) fn play(sound: Sound) {
    std::thread::spawn(move || {
        let tones: &[(u32, u32)] = match sound {
            Sound::Accepted => &[(1_760, 45)],
            Sound::Refused => &[(330, 120), (247, 180)],
        };
        let wave = wave(tones);
        for player in [&["aplay", "-q", "-"][..], &["pw-play", "-"], &["paplay"]] {
            if run(player, &wave) {
                return;
            }
        }
    });
}

fn run(player: &[&str], wave: &[u8]) -> bool {
    let started = Command::new(player[0]).args(&player[1..]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = started else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        let _closed = input.write_all(wave);
    }
    child.wait().is_ok_and(|status| status.success())
}

/// A WAV file of tones: hertz and milliseconds, with soft ends.
fn wave(tones: &[(u32, u32)]) -> Vec<u8> {
    let mut samples: Vec<i16> = Vec::new();
    for (hertz, ms) in tones {
        let count = RATE * ms / 1_000;
        for n in 0..count {
            let angle = f64::from(n) * f64::from(*hertz) / f64::from(RATE) * std::f64::consts::TAU;
            let edge = f64::from(n.min(count - n)) / f64::from(RATE / 200);
            #[expect(clippy::cast_possible_truncation, reason = "inside the range of a sample by construction")]
            samples.push((angle.sin() * edge.min(1.0) * 9_000.0) as i16);
        }
    }
    let data: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let length = u32::try_from(data.len()).unwrap_or(0);
    let mut file = Vec::with_capacity(data.len() + 44);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + length).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    for (value, bytes) in [(16, 4), (1, 2), (1, 2), (RATE, 4), (RATE * 2, 4), (2, 2), (16, 2)] {
        file.extend_from_slice(&u32::to_le_bytes(value)[..bytes]);
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&data);
    file
}
