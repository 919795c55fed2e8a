//! Packs, barcodes and tiered prices of the product that is edited.

use domain::barcode::{Reading, as_printed, read};
use domain::catalogue::{Pack, ProductError};
use screen::stock::product::{self, Part, Problem, Spot};
use screen::{Language, sentence};

use super::super::super::Desk;
use super::super::dialogs::{Filling, Wrong};
use super::GoodsForm;
use crate::window::sound::Sound;

impl Desk {
    /// A line of the packs is the one under work.
    pub(in crate::window) fn mark_product_part(&mut self, index: i32) {
        if let Some(editing) = &mut self.office.goods.editing {
            editing.at = usize::try_from(index).unwrap_or(0);
        }
    }

    /// A line of the packs is changed: a pack or a tiered price; a code is only taken away.
    pub(in crate::window) fn edit_product_part(&mut self, index: i32) {
        self.mark_product_part(index);
        let language = self.language;
        let Some(editing) = &self.office.goods.editing else { return };
        let draft = &editing.draft;
        match editing.part() {
            Some(Part::Pack(place)) => {
                let form = product::pack_form(draft.packs.get(place), language);
                self.fill(Filling::Goods(GoodsForm::Pack(Some(place))), form);
            }
            Some(Part::Break(place, step)) => {
                let Some(pack) = draft.packs.get(place) else { return };
                let form = product::break_form(pack.breaks.get(step), pack, draft.unit, language);
                self.fill(Filling::Goods(GoodsForm::Break(Some(step))), form);
            }
            Some(Part::Code(..)) | None => {}
        }
    }

    pub(in crate::window) fn add_product_pack(&mut self) {
        if self.office.goods.editing.is_some() {
            let form = product::pack_form(None, self.language);
            self.fill(Filling::Goods(GoodsForm::Pack(None)), form);
        }
    }

    pub(super) fn pack_filled(&mut self, place: Option<usize>, values: &[String]) {
        let Some(editing) = &self.office.goods.editing else { return };
        let mut candidate = editing.draft.clone();
        let was = place.and_then(|place| candidate.packs.get(place)).cloned();
        let pack = match product::read_pack(values, was.as_ref(), self.language) {
            Ok(pack) => pack,
            Err((place, text)) => return self.form_wrong(Wrong(place, text)),
        };
        let code = pack.code.clone();
        match place.and_then(|place| candidate.packs.get_mut(place)) {
            Some(known) => *known = pack,
            None => candidate.packs.push(pack),
        }
        // The base pack is first, the larger ones follow.
        candidate.packs.sort_by_key(|pack| pack.factor);
        let field = match candidate.check() {
            Err(ProductError::DoublePack(_)) => Some(0),
            Err(ProductError::TwoBasePacks(..) | ProductError::NoBasePack | ProductError::WeighedPack | ProductError::BadFactor(_)) => {
                Some(1)
            }
            Err(ProductError::AboveCeiling { pack, .. }) if pack == code => Some(2),
            _ => None,
        };
        self.take_candidate(candidate.clone(), |_| field);
        self.mark_part(|part| matches!(part, Part::Pack(place) if candidate.packs.get(*place).is_some_and(|pack| pack.code == code)));
    }

    /// The line that fits is the one under work from now on.
    fn mark_part(&mut self, fits: impl Fn(&Part) -> bool) {
        let Some(editing) = &mut self.office.goods.editing else { return };
        let rows = product::packs(&editing.draft, None, self.language);
        if let Some(at) = rows.iter().position(|(part, _)| fits(part)) {
            editing.at = at;
            self.show_editor();
        }
    }

    /// The pack under work.
    fn pack_under_work(&self) -> Option<(usize, &Pack)> {
        let editing = self.office.goods.editing.as_ref()?;
        let place = editing.part()?.pack();
        editing.draft.packs.get(place).map(|pack| (place, pack))
    }

    // --- codes

    pub(in crate::window) fn add_product_code(&mut self) {
        let Some((_, pack)) = self.pack_under_work() else { return };
        let form = product::code_form(pack, self.language);
        self.fill(Filling::Goods(GoodsForm::Code), form);
    }

    /// A code was typed or scanned into the form.
    pub(super) fn code_filled(&mut self, values: &[String]) {
        let text = values.first().map_or("", |text| text.trim()).to_owned();
        match self.take_code(&text) {
            Ok(()) => {
                self.close_form();
                self.product_edited();
            }
            Err(text) => self.form_wrong(Wrong(0, text)),
        }
    }

    /// A scan adds to the pack under work.
    pub(super) fn scan_into_product(&mut self, code: &str) {
        match self.take_code(code) {
            Ok(()) => {
                self.hear(Sound::Accepted);
                self.product_edited();
            }
            Err(text) => {
                self.hear(Sound::Refused);
                if let Some(editing) = &mut self.office.goods.editing {
                    editing.problem = Some(Problem { spot: Spot::Whole, text });
                }
                self.show_editor();
            }
        }
    }

    /// Adds a code to the pack under work, or says why not.
    fn take_code(&mut self, text: &str) -> Result<(), String> {
        let language = self.language;
        let Some((place, _)) = self.pack_under_work() else { return Ok(()) };
        let (Some(app), Some(editing)) = (&self.app, &mut self.office.goods.editing) else { return Ok(()) };
        // What a scanner says of the kind of code is no part of it.
        let plain = match read(text, &[]) {
            Ok(Reading::Plain { key, .. }) => key,
            _ => text.to_owned(),
        };
        let key = app.check_code(&editing.draft.sku, &plain).map_err(|fault| sentence(&fault, language))?;
        if let Some(pack) = editing.draft.packs.iter().find(|pack| pack.barcodes.contains(&key)) {
            return Err(match language {
                Language::Indonesian => format!("Barcode {} sudah ada di kemasan {}.", as_printed(&key), pack.code),
                Language::English => format!("Barcode {} is already on pack {}.", as_printed(&key), pack.code),
            });
        }
        if let Some(pack) = editing.draft.packs.get_mut(place) {
            pack.barcodes.push(key);
        }
        Ok(())
    }

    /// A code of the shop's own for the pack under work.
    pub(in crate::window) fn give_product_code(&mut self) {
        let Some((place, _)) = self.pack_under_work() else { return };
        let (Some(app), Some(editing)) = (&self.app, &mut self.office.goods.editing) else { return };
        let given: Vec<String> = editing.draft.packs.iter().flat_map(|pack| pack.barcodes.iter().cloned()).collect();
        match app.free_own_code(&given) {
            Ok(code) => {
                if let Some(pack) = editing.draft.packs.get_mut(place) {
                    pack.barcodes.push(domain::barcode::lookup_key(&code));
                }
                self.hear(Sound::Accepted);
                self.product_edited();
            }
            Err(fault) => self.product_refused(&fault),
        }
    }

    // --- tiered prices

    pub(in crate::window) fn add_product_break(&mut self) {
        let Some(editing) = &self.office.goods.editing else { return };
        let unit = editing.draft.unit;
        let Some((_, pack)) = self.pack_under_work() else { return };
        let form = product::break_form(None, pack, unit, self.language);
        self.fill(Filling::Goods(GoodsForm::Break(None)), form);
    }

    pub(super) fn break_filled(&mut self, step: Option<usize>, values: &[String]) {
        let Some((place, pack)) = self.pack_under_work() else { return };
        let mut others = pack.breaks.clone();
        if let Some(step) = step.filter(|step| *step < others.len()) {
            others.remove(step);
        }
        match product::read_break(values, &others, self.language) {
            Ok(found) => {
                let Some(editing) = &mut self.office.goods.editing else { return };
                others.push(found);
                others.sort_by_key(|step| (step.from, step.members_only));
                if let Some(pack) = editing.draft.packs.get_mut(place) {
                    pack.breaks = others;
                }
                self.close_form();
                self.product_edited();
            }
            Err((place, text)) => self.form_wrong(Wrong(place, text)),
        }
    }

    /// A pack with all that is of it, a code, or a tiered price goes.
    pub(in crate::window) fn drop_product_part(&mut self, index: i32) {
        self.mark_product_part(index);
        let language = self.language;
        let Some(editing) = &mut self.office.goods.editing else { return };
        let part = editing.part();
        let packs = &mut editing.draft.packs;
        match part {
            Some(Part::Pack(_)) if packs.len() == 1 => {
                let text = language.pick("Barang harus punya satu kemasan.", "Goods must have one pack.").to_owned();
                editing.problem = Some(Problem { spot: Spot::Whole, text });
                self.hear(Sound::Refused);
                return self.show_editor();
            }
            Some(Part::Pack(place)) => {
                packs.remove(place);
            }
            Some(Part::Code(place, code)) => {
                packs[place].barcodes.remove(code);
            }
            Some(Part::Break(place, step)) => {
                packs[place].breaks.remove(step);
            }
            None => return,
        }
        self.product_edited();
    }
}
