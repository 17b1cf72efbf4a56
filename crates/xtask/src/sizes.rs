//! What the built page weighs, and whether that is within its budget.

use std::fs;
use std::path::Path;

use crate::assets;
use crate::failure::{Failure, OrFail};
use crate::progress::say;

/// What everything the page loads at its start may weigh, brotli 11.
const BUDGET_BYTES: u64 = 175_000;

/// One file of the page, in bytes.
struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    at_start: bool,
}

/// Prints the table of the page in `folder`.
pub(crate) fn report(folder: &Path) -> Result<(), Failure> {
    let rows = rows(folder)?;
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    say(format_args!("{:width$}  {:>9}  {:>9}  {:>9}", "file", "raw", "gzip", "brotli"));
    for Row { name, raw, gzip, brotli, at_start } in &rows {
        let note = if *at_start { "" } else { "  (not at start)" };
        say(format_args!("{name:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}{note}"));
    }
    let total = at_start(&rows);
    say(format_args!("Loaded at start, brotli 11: {total} bytes of at most {BUDGET_BYTES}"));
    Ok(())
}

/// Refuses a page over the budget.
pub(crate) fn check(folder: &Path) -> Result<(), Failure> {
    let total = at_start(&rows(folder)?);
    if total <= BUDGET_BYTES {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the page is {} bytes over its budget; find what grew in the table above, or change BUDGET_BYTES in crates/xtask/src/sizes.rs with a reason",
        total - BUDGET_BYTES
    )))
}

fn at_start(rows: &[Row]) -> u64 {
    rows.iter().filter(|row| row.at_start).map(|row| row.brotli).sum()
}

fn rows(folder: &Path) -> Result<Vec<Row>, Failure> {
    let page = fs::read_to_string(folder.join("index.html"))
        .or_fail("cannot read the built index.html")?;
    let page = without_templates(&page);
    let names = assets::files_in(folder)?;
    let size = |name: &str| fs::metadata(folder.join(name)).map(|file| file.len());
    let is_copy = |name: &String| name.ends_with(".br") || name.ends_with(".gz");
    let rows = names.into_iter().filter(|name| !is_copy(name)).map(|name| {
        let raw = size(&name).or_fail(format_args!("cannot read {name}"))?;
        let gzip = size(&format!("{name}.gz")).unwrap_or(raw);
        let brotli = size(&format!("{name}.br")).unwrap_or(raw);
        // The app reads config.json when it starts; the page names the rest.
        let at_start =
            name == "index.html" || name == "config.json" || page.contains(&format!("\"{name}\""));
        Ok(Row { name, raw, gzip, brotli, at_start })
    });
    rows.collect()
}

/// The page without its templates, in which a browser loads nothing.
fn without_templates(page: &str) -> String {
    page.split("<template")
        .enumerate()
        .map(|(at, part)| match part.split_once("</template>") {
            Some((_, after)) if at > 0 => after,
            _ => part,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<script src=\"app.js\"></script>\
        <template id=\"a\"><link href=\"inert.js\"></template><p>";

    /// A built page whose one script weighs `bytes`, uncompressed.
    fn page(name: &str, bytes: usize) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), PAGE).unwrap();
        fs::write(folder.join("app.js"), vec![b' '; bytes]).unwrap();
        for later in ["later.js", "inert.js"] {
            fs::write(folder.join(later), vec![b' '; 200_000]).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_over_its_budget_is_refused_and_what_loads_later_does_not_count() {
        let small = page("small", 100_000);
        let large = page("large", usize::try_from(BUDGET_BYTES).unwrap());
        let (kept, refused) = (check(&small), check(&large));
        for folder in [small, large] {
            fs::remove_dir_all(folder).unwrap();
        }
        kept.unwrap();
        assert!(refused.unwrap_err().to_string().contains("bytes over its budget"));
    }
}
