//! A document for Word: an archive of XML parts (Office Open XML).
//!
//! What does not change from document to document, the styles above all, is in
//! `templates/docx/`. Headings, captions, lists and tables have the styles that Word knows, so
//! that its outline, its table of contents and screen readers find them; the head of a table is
//! repeated on every page. The contents are there from the start, and Word fills in their page
//! numbers when it opens the file. Every archive entry has the same day, so that the same
//! document gives the same bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::export::shape::{
    self, CHART_HEADINGS, DASH, DEEPEST, Grid, NO_CHART, NO_ROWS, cell_lines, line, line_or, lines,
    lines_or_none,
};
use crate::register::{Fault, Result};
use crate::report::document::{Block, Cell, Document, Section, Table};

/// Writes a document.
pub(super) fn write(document: &Document) -> Result<Vec<u8>> {
    let title = line_or(&document.title, "Untitled document");
    let parts: [(&str, &str); 10] = [
        ("[Content_Types].xml", include_str!("../../templates/docx/content-types.xml")),
        ("_rels/.rels", include_str!("../../templates/docx/rels.xml")),
        ("docProps/core.xml", &core(document, &title)),
        ("docProps/app.xml", include_str!("../../templates/docx/app.xml")),
        ("word/_rels/document.xml.rels", include_str!("../../templates/docx/document-rels.xml")),
        ("word/styles.xml", include_str!("../../templates/docx/styles.xml")),
        ("word/numbering.xml", include_str!("../../templates/docx/numbering.xml")),
        ("word/settings.xml", include_str!("../../templates/docx/settings.xml")),
        ("word/header1.xml", &header(&title)),
        ("word/footer1.xml", &footer()),
    ];
    let body = Body::of(document, &title);
    packed(parts.into_iter().chain([("word/document.xml", body.as_str())]))
}

fn packed<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| {
        Fault::invalid(format!("Packing the document failed: {error}."))
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(name, options).map_err(|error| failed(&error))?;
        archive.write_all(content.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(archive.finish().map_err(|error| failed(&error))?.into_inner())
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The properties that a file manager and a library show.
fn core(document: &Document, title: &str) -> String {
    let made = match document.made_at.parse::<jiff::Timestamp>() {
        Ok(moment) => format!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment:.0}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment:.0}</dcterms:modified>"
        ),
        Err(_) => String::new(),
    };
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>Tenderbook</dc:creator>\
         <dc:language>en-GB</dc:language>{made}</cp:coreProperties>",
        escaped(title),
        escaped(&line(&document.subtitle)),
    )
}

fn header(title: &str) -> String {
    format!(
        "{DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}\
         </w:p></w:hdr>",
        run(title)
    )
}

fn footer() -> String {
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        run("Page "),
        field("PAGE", "1"),
        run(" of "),
        field("NUMPAGES", "1"),
    )
}

/// A field with what it says until Word works it out.
fn field(what: &str, until: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {what} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run(until)
    )
}

/// A text as XML; what XML does not allow is gone from it already.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn strong(text: &str) -> String {
    format!(
        "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

/// Lines one below the other.
fn runs(lines: &[String], write: fn(&str) -> String) -> String {
    let runs: Vec<String> = lines.iter().map(|line| write(line)).collect();
    runs.join("<w:r><w:br/></w:r>")
}

/// How wide the text of a page is, in twentieths of a point: A4 with margins of 20 mm.
const TEXT: usize = 9638;
/// The same where the page lies on its side.
const TEXT_ACROSS: usize = 14570;
/// More columns than this stand on a page that lies on its side.
const MOST_UPRIGHT: usize = 7;

/// The main part, as it grows.
struct Body {
    xml: String,
    headings: usize,
    /// The widths of the columns of the table that is being written.
    widths: Vec<usize>,
    /// Whether the pages lie on their side.
    across: bool,
}

impl Body {
    fn of(document: &Document, title: &str) -> String {
        let mut body = Self {
            xml: format!("{DECLARATION}<w:document {NAMESPACES}><w:body>"),
            headings: 0,
            widths: Vec::new(),
            across: false,
        };
        body.paragraph("Title", &run(title));
        let subtitle = line(&document.subtitle);
        if !subtitle.is_empty() {
            body.paragraph("Subtitle", &run(&subtitle));
        }
        body.pairs(&document.about);
        if document.sections.is_empty() {
            body.paragraph("", &run("There is nothing in this document."));
        } else {
            body.contents(&document.sections);
        }
        for section in &document.sections {
            body.section(section, 1);
        }
        let last = page(body.across);
        body.xml.push_str(&last);
        body.xml.push_str("</w:body></w:document>");
        body.xml
    }

    fn push(&mut self, xml: std::fmt::Arguments<'_>) {
        // Writing into a text cannot fail.
        let _ = self.xml.write_fmt(xml);
    }

    fn paragraph(&mut self, style: &str, runs: &str) {
        if style.is_empty() {
            self.push(format_args!("<w:p>{runs}</w:p>"));
        } else {
            let style = format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
            self.push(format_args!("<w:p>{style}{runs}</w:p>"));
        }
    }

    /// The table of contents: a field that Word renews, with its entries as they are now.
    fn contents(&mut self, sections: &[Section]) {
        fn collect(sections: &[Section], level: u8, entries: &mut Vec<(u8, String)>) {
            for section in sections {
                entries.push((level, line_or(&section.title, "Untitled")));
                collect(&section.parts, (level + 1).min(DEEPEST), entries);
            }
        }
        let mut entries = Vec::new();
        collect(sections, 1, &mut entries);
        self.xml.push_str(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
             <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>",
        );
        self.paragraph("TOCHeading", &run("Contents"));
        for (at, (level, title)) in entries.iter().enumerate() {
            let begin = if at == 0 {
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText \
                 xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z \\u </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            } else {
                ""
            };
            let link = format!(
                "{begin}<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{}</w:hyperlink>",
                place(at + 1),
                run(title)
            );
            self.paragraph(&format!("TOC{level}"), &link);
        }
        self.xml.push_str(
            "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>",
        );
    }

    /// Turns the pages from here on, where they do not lie like that already.
    fn turn(&mut self, across: bool) {
        if self.across != across {
            let end = page(self.across);
            self.push(format_args!(
                "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{end}\
                 </w:pPr></w:p>"
            ));
            self.across = across;
        }
    }

    fn section(&mut self, section: &Section, level: u8) {
        // A heading stands on the page of what follows it.
        self.turn(section.blocks.first().is_some_and(is_across));
        self.headings += 1;
        let (number, place) = (self.headings, place(self.headings));
        let title = run(&line_or(&section.title, "Untitled"));
        self.push(format_args!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading{level}\"/></w:pPr>\
             <w:bookmarkStart w:id=\"{number}\" w:name=\"{place}\"/>{title}\
             <w:bookmarkEnd w:id=\"{number}\"/></w:p>"
        ));
        for block in &section.blocks {
            self.turn(is_across(block));
            self.block(block);
        }
        for part in &section.parts {
            self.section(part, (level + 1).min(DEEPEST));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.paragraph("", &runs(&lines(text), run)),
            Block::Quote(text) => self.paragraph("Quote", &runs(&lines_or_none(text), run)),
            Block::Remark(text) => {
                let text = format!("{}{}", strong("Note: "), runs(&lines(text), run));
                self.paragraph("Remark", &text);
            }
            Block::List(points) => {
                for point in points {
                    self.paragraph("ListBullet", &runs(&lines_or_none(point), run));
                }
            }
            Block::Pairs(known) => self.pairs(known),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                let caption = line_or(&chart.title, "Chart");
                if chart.bars.iter().all(|bar| bar.value.is_none()) {
                    self.paragraph("Caption", &run(&caption));
                    self.paragraph("", &run(NO_CHART));
                }
                let figures = shape::figures(chart);
                if figures.is_empty() {
                    return;
                }
                if chart.bars.iter().any(|bar| bar.value.is_some()) {
                    self.paragraph("Caption", &run(&caption));
                }
                self.open(&caption, &[TEXT * 2 / 3, TEXT / 3], true);
                let heads = CHART_HEADINGS.map(|head| vec![head.to_owned()]);
                self.row(&heads, &[false, true], Kind::Head);
                for figure in figures {
                    self.row(&figure.map(|text| vec![text]), &[false, true], Kind::Usual);
                }
                self.close();
            }
        }
    }

    /// What is known, as a table of two columns whose first names the second.
    fn pairs(&mut self, known: &[(String, String)]) {
        if known.is_empty() {
            return;
        }
        self.open("", &[TEXT / 3, TEXT * 2 / 3], false);
        for (name, value) in known {
            let name = vec![line_or(name, "Without a name")];
            self.row(&[name, lines_or_none(value)], &[false, false], Kind::Named);
        }
        self.close();
    }

    fn table(&mut self, table: &Table) {
        let grid = Grid::of(table);
        let caption = line_or(&table.caption, "Table");
        self.paragraph("Caption", &run(&caption));
        if grid.heads.is_empty() || grid.rows.is_empty() {
            self.paragraph("", &run(NO_ROWS));
        } else {
            let (width, letters) = if self.across { (TEXT_ACROSS, 150) } else { (TEXT, 98) };
            self.open(&caption, &grid.shares_of(width, letters), true);
            let figures: Vec<bool> = grid.heads.iter().map(|head| head.figures).collect();
            let heads: Vec<_> = grid.heads.iter().map(|head| vec![head.name.clone()]).collect();
            self.row(&heads, &figures, Kind::Head);
            for row in &grid.rows {
                let cells: Vec<_> =
                    row.cells.iter().map(|cell| cell_lines(cell, row.total)).collect();
                let figures: Vec<bool> = row
                    .cells
                    .iter()
                    .zip(&figures)
                    .map(|(cell, figures)| {
                        matches!(cell, Cell::Number(_) | Cell::Money(_) | Cell::Percent(_))
                            || *figures
                    })
                    .collect();
                let kind = match (row.total, table.named_rows) {
                    (true, _) => Kind::Total,
                    (false, true) => Kind::Named,
                    (false, false) => Kind::Usual,
                };
                self.row(&cells, &figures, kind);
            }
            self.close();
        }
    }

    fn open(&mut self, caption: &str, widths: &[usize], has_head: bool) {
        let caption = if caption.is_empty() {
            String::new()
        } else {
            format!("<w:tblCaption w:val=\"{}\"/>", escaped(caption))
        };
        let (look, first) = if has_head { ("06A0", 1) } else { ("0680", 0) };
        self.push(format_args!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Rows\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{look}\" \
             w:firstRow=\"{first}\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" \
             w:noHBand=\"1\" w:noVBand=\"1\"/>{caption}</w:tblPr><w:tblGrid>",
            widths.iter().sum::<usize>(),
        ));
        for width in widths {
            self.push(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        self.widths = widths.to_vec();
    }

    /// A row; one whose texts are short stays on one page.
    fn row(&mut self, cells: &[Vec<String>], figures: &[bool], kind: Kind) {
        let longest = cells.iter().map(|cell| cell.iter().map(String::len).sum::<usize>()).max();
        let whole = if longest.unwrap_or(0) < 600 { "<w:cantSplit/>" } else { "" };
        let head = if kind == Kind::Head { "<w:tblHeader/>" } else { "" };
        self.push(format_args!("<w:tr><w:trPr>{whole}{head}</w:trPr>"));
        for (at, (cell, figures)) in cells.iter().zip(figures).enumerate() {
            let is_strong = match kind {
                Kind::Head | Kind::Total => true,
                Kind::Named => at == 0 && cell.iter().all(|line| line != DASH),
                Kind::Usual => false,
            };
            let shade = if matches!(kind, Kind::Head | Kind::Total) {
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F4F7\"/>"
            } else {
                ""
            };
            let style = if *figures { "TableFigures" } else { "TableText" };
            let text = runs(cell, if is_strong { strong } else { run });
            let width = self.widths.get(at).copied().unwrap_or(0);
            self.push(format_args!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"
            ));
            self.paragraph(style, &text);
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }

    /// Ends a table; a paragraph keeps it apart from a table that follows.
    fn close(&mut self) {
        self.xml.push_str(
            "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>\
             </w:pPr></w:p>",
        );
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The names of the columns.
    Head,
    /// One whose first cell names it.
    Named,
    /// One that adds up the others.
    Total,
    /// Any other.
    Usual,
}

/// The name of the place of a heading.
fn place(number: usize) -> String {
    format!("_Toc{number:08}")
}

/// Whether a table has so many columns that its page lies on its side.
fn is_across(block: &Block) -> bool {
    matches!(block, Block::Table(table) if Grid::of(table).heads.len() > MOST_UPRIGHT)
}

/// The pages up to here: upright, or on their side.
fn page(across: bool) -> String {
    let size = if across {
        "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""
    } else {
        "w:w=\"11906\" w:h=\"16838\""
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz {size}/>\
         <w:pgMar w:top=\"1304\" w:right=\"1134\" w:bottom=\"1304\" w:left=\"1134\" \
         w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/></w:sectPr>"
    )
}
