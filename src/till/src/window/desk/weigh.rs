//! The live weight: on the page of settings, and while goods by weight are asked for.

use app::selling::Scanned;
use domain::Quantity;
use hardware::scale::Reading;
use screen::sentence;
use slint::ComponentHandle;
use ui::{Sale, Settings, Tone};

use super::Desk;
use crate::window::sound::Sound;

impl Desk {
    /// The scale shows something else.
    pub(super) fn weighed(&mut self, reading: Reading) {
        self.devices.reading = Some(reading);
        self.show_scale();
    }

    /// The weight, wherever it is looked at.
    pub(super) fn show_scale(&self) {
        let language = self.language;
        let scale = self.devices.scale.is_some();
        let reading = self.devices.reading.unwrap_or(Reading::Unreadable);
        let weight = match reading {
            Reading::Stable { grams } => format!("{} kg", Quantity::new(grams)),
            Reading::Zero => "0 kg".to_owned(),
            _ => String::new(),
        };
        let state = if !scale {
            language.pick("timbangan belum diatur", "no scale is set").to_owned()
        } else {
            words(reading, language).to_owned()
        };
        let good = reading.sellable().is_some();
        let tone = match reading {
            _ if !scale => Tone::Quiet,
            Reading::Stable { .. } => Tone::Good,
            Reading::Zero | Reading::Unstable => Tone::Quiet,
            Reading::Negative | Reading::Overload | Reading::Unreadable => Tone::Look,
        };
        self.ui(move |window| {
            let sale = window.global::<Sale>();
            sale.set_ask_scale(scale);
            sale.set_ask_weight(weight.as_str().into());
            sale.set_ask_weight_state(state.as_str().into());
            sale.set_ask_weight_good(good);
            let page = window.global::<Settings>();
            page.set_weight(weight.into());
            page.set_weight_state(state.into());
            page.set_weight_tone(tone);
        });
    }

    /// The weight on the scale is taken, if it is stable and fresh at this moment.
    pub(in crate::window) fn take_weight(&mut self) {
        let Some(goods) = self.asked.as_ref().filter(|asked| !asked.price).map(|asked| asked.goods.clone()) else { return };
        let Some(weight) = self.devices.scale.as_ref().and_then(hardware::scale::Scale::sellable) else {
            self.hear(Sound::Refused);
            self.show_scale();
            return;
        };
        // Goods by weight are counted in thousandths of a kilogram: grams.
        let result = self.shop().and_then(|app| app.take_quantity(goods, Quantity::new(weight.grams())));
        match result {
            Ok(line) => {
                self.asked = None;
                self.close_ask();
                self.scanned(Ok(Scanned::Added(line)));
            }
            Err(fault) => {
                let text = sentence(&fault, self.language);
                self.hear(Sound::Refused);
                self.ui(move |window| window.global::<Sale>().set_ask_error(text.into()));
            }
        }
    }
}

/// What the cashier reads.
fn words(reading: Reading, language: screen::Language) -> &'static str {
    match (language, reading) {
        (screen::Language::Indonesian, reading) => reading.sentence(),
        (_, Reading::Stable { .. }) => "stable",
        (_, Reading::Unstable) => "still moving; wait until it rests",
        (_, Reading::Negative) => "less than nothing; empty the scale and press zero",
        (_, Reading::Overload) => "too heavy for this scale; take something off",
        (_, Reading::Zero) => "the scale is empty; put the goods on it",
        (_, Reading::Unreadable) => "no weight; check the scale",
    }
}
