//! Scales at the counter. Only a stable, fresh and positive weight in whole grams may be sold; a till
//! and a scale that print prices may need approval as a pair, which is the shop's affair.

mod cas;
mod parser;
mod run;
mod sma;
mod stream;
mod toledo;
mod weight;

pub use crate::discover::Status;
pub use parser::Parser;
pub use run::Scale;
pub use weight::Weight;

use std::fmt;

/// What a scale speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Toledo 8217: asked, 9600 7E1.
    Toledo8217,
    /// CAS AP-1 and PD-II: asked in two steps.
    CasEnq,
    /// `ST,GS,...` lines without being asked.
    StGs,
    /// SMA SCP-0499: asked.
    Sma,
}

impl Protocol {
    /// All of them, in the order of the settings page.
    pub const ALL: [Self; 4] = [Self::Toledo8217, Self::CasEnq, Self::StGs, Self::Sma];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toledo8217 => "toledo-8217",
            Self::CasEnq => "cas-enq",
            Self::StGs => "st-gs",
            Self::Sma => "sma",
        }
    }

    /// Reads the name of the settings.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.name() == name.trim())
    }

    /// What asks for a weight; nothing for scales that speak by themselves.
    pub fn request(self) -> Option<&'static [u8]> {
        match self {
            Self::Toledo8217 => Some(b"W"),
            Self::CasEnq => Some(cas::ENQ),
            Self::StGs => None,
            Self::Sma => Some(sma::REQUEST),
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the scale shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A weight at rest.
    Stable {
        /// Always more than nothing.
        grams: i64,
    },
    /// In motion.
    Unstable,
    /// Less than nothing: something was taken off after zero or tare.
    Negative,
    /// More than it can weigh.
    Overload,
    /// Nothing on it.
    Zero,
    /// No weight: the scale is in error, silent for a second, or not understood.
    Unreadable,
}

impl Reading {
    /// A weight at rest by its sign.
    fn of(grams: i64) -> Self {
        match grams {
            0 => Self::Zero,
            ..0 => Self::Negative,
            _ => Self::Stable { grams },
        }
    }

    /// The weight, if it may be sold.
    pub fn sellable(self) -> Option<Weight> {
        match self {
            Self::Stable { grams } => Weight::new(grams),
            _ => None,
        }
    }

    /// What the cashier reads when there is no weight to take.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Stable { .. } => "berat stabil",
            Self::Unstable => "timbangan masih bergerak; tunggu sampai diam",
            Self::Negative => "berat kurang dari nol; kosongkan timbangan lalu tekan nol",
            Self::Overload => "beban melebihi batas timbangan; kurangi barang",
            Self::Zero => "timbangan kosong; letakkan barang",
            Self::Unreadable => "berat tidak terbaca; periksa timbangan",
        }
    }
}

/// What came out of the scale's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing to act on.
    Nothing,
    /// A reading.
    Reading(Reading),
    /// The scale waits for these bytes.
    Say(&'static [u8]),
    /// A frame in pounds or another unit.
    WrongUnit,
    /// A frame that the protocol does not know.
    Garbled,
}

#[cfg(test)]
mod tests;
