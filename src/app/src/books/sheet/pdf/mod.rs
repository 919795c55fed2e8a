//! A4 pages: selectable text in the till's own font, the header on every page, figures never cut.

mod face;
mod labels;
mod layout;
mod page;

use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

pub use self::labels::SheetOf;
pub(crate) use self::labels::labels;

use self::face::{Face, Weight};
use self::layout::Layout;
use super::Sheet;
use crate::Fault;

/// What stands around a report on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// Name of the koperasi.
    pub shop: String,
    /// When and by whom it was printed: the foot of every page.
    pub printed: String,
    /// What the QR code beside the title says; empty: none.
    pub qr: String,
    /// Who signs below, each over a line.
    pub signers: Vec<String>,
}

/// The two fonts, regular and bold.
struct Faces<'a> {
    regular: Face<'a>,
    bold: Face<'a>,
}

impl<'a> Faces<'a> {
    fn of(&mut self, weight: Weight) -> &mut Face<'a> {
        match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        }
    }
}

/// Numbers of the objects that every page needs.
struct Objects {
    next: i32,
}

impl Objects {
    fn take(&mut self) -> Ref {
        self.next += 1;
        Ref::new(self.next)
    }
}

impl Sheet {
    /// The bytes of a PDF file.
    ///
    /// # Errors
    /// [`Fault::Defect`] when the bundled font cannot be read.
    pub fn pdf(&self, head: &Letterhead) -> Result<Vec<u8>, Fault> {
        let mut faces = Faces { regular: Face::bundled(Weight::Regular)?, bold: Face::bundled(Weight::Bold)? };
        let layout = Layout::of(self, &mut faces);
        let contents = page::all(self, head, &layout, &mut faces);
        Ok(write(self, head, &layout, &contents, &faces))
    }
}

fn write(sheet: &Sheet, head: &Letterhead, layout: &Layout, contents: &[Vec<u8>], faces: &Faces<'_>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut objects = Objects { next: 0 };
    let (catalog, tree, info) = (objects.take(), objects.take(), objects.take());
    let fonts = [objects.take(), objects.take()];
    let mut document = pdf.catalog(catalog);
    document.pages(tree).lang(TextStr("id-ID"));
    document.viewer_preferences().display_doc_title(true);
    document.finish();
    let title = sheet.headline();
    pdf.document_info(info).title(TextStr(&title)).author(TextStr(&head.shop)).creator(TextStr("Sokoguru"));
    let mut pages = Vec::with_capacity(contents.len());
    for content in contents {
        let (page, stream) = (objects.take(), objects.take());
        pdf.stream(stream, content).filter(Filter::FlateDecode);
        let mut writer = pdf.page(page);
        writer.parent(tree).media_box(Rect::new(0.0, 0.0, layout.width, layout.height)).contents(stream);
        let mut resources = writer.resources();
        let mut named = resources.fonts();
        named.pair(Name(Weight::Regular.name()), fonts[0]);
        named.pair(Name(Weight::Bold.name()), fonts[1]);
        named.finish();
        resources.finish();
        writer.finish();
        pages.push(page);
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages).count(count);
    faces.regular.write(&mut pdf, fonts[0], &mut objects);
    faces.bold.write(&mut pdf, fonts[1], &mut objects);
    pdf.finish()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}
