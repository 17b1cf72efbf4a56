//! `cargo xtask dist`: the page as it ships, in `dist/`.
//!
//! Trunk compiles it; what Trunk does not do is done here: one stylesheet,
//! names that change with the content, Subresource Integrity, compressed
//! copies, and a look at the size and at what the page's CSP forbids.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::arguments::Arguments;
use crate::assets;
use crate::failure::{Failure, OrFail};
use crate::glue;
use crate::markup::{self, Tag};
use crate::progress::{long_step, say};
use crate::shrink::Shrinkers;
use crate::sizes;
use crate::tools;
use crate::workspace::{self, root, scratch};

/// What must not be in the generated JavaScript: the page's CSP blocks it.
const FORBIDDEN_IN_SCRIPTS: &[&str] = &["new Function", "eval("];

/// Builds the page and prints what it weighs.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    arguments.finish("dist")?;
    sizes::check(&build()?)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings `dist/` up to date, prints its sizes and returns its path. Whether it
/// keeps to the budget is for the caller to ask: whoever only wants to see the
/// page is not stopped by that.
pub(crate) fn build() -> Result<PathBuf, Failure> {
    let dist = root().join("dist");
    let tools = tools::page_tools()?;
    let shrinkers = Shrinkers::find();
    let mut trunk = Command::new(&tools.trunk);
    trunk.args(["build", "--release"]).current_dir(root()).env("PATH", &tools.path);
    // Trunk reads NO_COLOR as true or false and refuses the usual `1`.
    trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Joins what .cargo/config.toml says, where RUSTFLAGS would replace it.
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", workspace::remapped_paths());
    long_step("Building the page", "1 to 2 minutes the first time, then seconds", &mut trunk)?;

    let inputs = inputs(&shrinkers)?;
    let stamp = scratch().join("dist.stamp");
    let is_current = |dist: &Path| -> Result<bool, Failure> {
        let Ok(written) = fs::read_to_string(&stamp) else { return Ok(false) };
        Ok(dist.is_dir() && written == format!("{inputs}\n{}\n", fingerprint_of(&[dist])?))
    };
    if is_current(&dist)? {
        sizes::report(&dist)?;
        return Ok(dist);
    }
    let next = scratch().join("dist-next");
    remove_folder(&next)?;
    let page = Page::read(&shrinkers)?;
    say("Hashing and compressing the page (usually 5 seconds)");
    page.write(&next)?;
    sizes::report(&next)?;
    let outputs = fingerprint_of(&[&next])?;
    put_in_place(&next, &dist)?;
    fs::write(&stamp, format!("{inputs}\n{outputs}\n"))
        .or_fail(format_args!("cannot write {}", stamp.display()))?;
    Ok(dist)
}

/// The built page's files before they get their final names.
struct Page {
    html: String,
    /// By the address under which the page's source names them.
    files: BTreeMap<String, Vec<u8>>,
}

impl Page {
    fn read(shrinkers: &Shrinkers) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        let built = trunk_folder();
        let shell = root().join("static");
        for folder in [&shell, &built] {
            for name in assets::files_in(folder)? {
                let content =
                    fs::read(folder.join(&name)).or_fail(format_args!("cannot read {name}"))?;
                files.insert(name, content);
            }
        }
        if let Some(snippet) = files.keys().find(|name| name.starts_with("snippets/")) {
            return Err(Failure::new(format!(
                "wasm-bindgen wrote {snippet}, a script that a dependency brought along and that cannot get a hash; do without that dependency"
            )));
        }
        for (name, content) in &mut files {
            if name.ends_with(".wasm") {
                shrinkers.wasm(&built.join(name), content)?;
            }
            if name.ends_with(".js") {
                check_script(name, content)?;
            }
            if name.ends_with(".js") || name.ends_with(".css") {
                *content = assets::without_comments(content);
            }
        }
        glue::prepare(&mut files)?;
        for (name, content) in &mut files {
            if name.ends_with(".js") {
                shrinkers.script(name, content)?;
            }
        }
        let html = files.remove("index.html").ok_or_else(|| {
            Failure::new("Trunk wrote no index.html; remove target/trunk and try again")
        })?;
        let html = String::from_utf8(html).or_fail("the page is not UTF-8")?;
        Ok(Self { html, files })
    }

    /// Writes the page as it ships into `folder`.
    fn write(self, folder: &Path) -> Result<(), Failure> {
        let Self { html, files } = self;
        let (html, named) = link(&html, files)?;
        let problems: Vec<Failure> = std::thread::scope(|scope| {
            let writers: Vec<_> = named
                .iter()
                .map(|(name, content)| scope.spawn(move || assets::write(folder, name, content)))
                .collect();
            writers.into_iter().filter_map(|writer| writer.join().ok()?.err()).collect()
        });
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem);
        }
        assets::write(folder, "index.html", html.as_bytes())
    }
}

/// The final HTML, and the other files under their final names: those that the
/// page names get their hash into the name, the rest keep theirs.
fn link(
    html: &str,
    mut files: BTreeMap<String, Vec<u8>>,
) -> Result<(String, BTreeMap<String, Vec<u8>>), Failure> {
    let mut named = BTreeMap::new();
    let stylesheet = stylesheet(html, &mut files)?;
    let mut stylesheet = Some(stylesheet).filter(|text| !text.is_empty());
    let html = markup::rewrite(html, |tag| {
        if tag.get("data-trunk").is_some() {
            return Ok(false);
        }
        if tag.is_link("stylesheet") {
            let Some(content) = stylesheet.take() else { return Ok(false) };
            address(tag, "href", "style.css", content, &mut named);
            return Ok(true);
        }
        let Some(attribute) = tag.address_attribute() else { return Ok(true) };
        let Some(source) = tag.get(attribute).map(str::to_owned) else { return Ok(true) };
        if source.contains(':') {
            return Err(Failure::new(format!(
                "static/index.html loads {source}, which is not a file of ours; put it into static/"
            )));
        }
        let Some(content) = files.remove(&source) else {
            return Err(Failure::new(format!(
                "static/index.html names {source}, which is neither in static/ nor built by Trunk"
            )));
        };
        address(tag, attribute, &source, content, &mut named);
        Ok(true)
    })?;
    named.extend(files.into_iter().filter(|(name, _)| !name.ends_with(".css")));
    Ok((html, named))
}

/// Points `tag` to the hashed name of `source`, with its integrity where the
/// platform checks one.
fn address(
    tag: &mut Tag,
    attribute: &str,
    source: &str,
    content: Vec<u8>,
    named: &mut BTreeMap<String, Vec<u8>>,
) {
    let name = assets::hashed_name(source, &content);
    tag.set(attribute, &name);
    // Chromium ignores `integrity` on other preloads and says so in the console;
    // static/boot.js hands this one to `fetch`.
    if tag.is_link("preload") && tag.get("as") == Some("fetch") {
        tag.set("data-integrity", &assets::integrity(&content));
        tag.set("crossorigin", "anonymous");
    } else if tag.name == "script"
        || ["stylesheet", "modulepreload", "preload"].iter().any(|rel| tag.is_link(rel))
    {
        tag.set("integrity", &assets::integrity(&content));
        tag.set("crossorigin", "anonymous");
    }
    named.insert(name, content);
}

/// The page's stylesheets in the order it links them, as one.
fn stylesheet(html: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Failure> {
    let mut joined = Vec::new();
    markup::rewrite(html, |tag| {
        let source = tag.get("href").unwrap_or_default();
        if !tag.is_link("stylesheet") {
            return Ok(true);
        }
        let Some(content) = files.remove(source) else {
            say(format_args!("warning: static/index.html links {source}, which does not exist"));
            return Ok(true);
        };
        let text = String::from_utf8_lossy(&content);
        let loads = text.contains("@import")
            || text
                .split("url(")
                .skip(1)
                .any(|inside| !inside.trim_start_matches(['"', '\'']).starts_with("data:"));
        if loads {
            return Err(Failure::new(format!(
                "static/{source} loads another file, whose name would not be found; link it in static/index.html or write it as a data: address"
            )));
        }
        joined.extend_from_slice(&content);
        joined.push(b'\n');
        Ok(true)
    })?;
    Ok(joined)
}

/// Refuses a script that the page's CSP would not run.
fn check_script(name: &str, content: &[u8]) -> Result<(), Failure> {
    let text = String::from_utf8_lossy(content);
    match FORBIDDEN_IN_SCRIPTS.iter().find(|forbidden| text.contains(**forbidden)) {
        Some(found) => Err(Failure::new(format!(
            "{name} contains `{found}`, which the page's Content-Security-Policy blocks; remove what brought it in"
        ))),
        None => Ok(()),
    }
}

fn trunk_folder() -> PathBuf {
    root().join("target").join("trunk")
}

/// A fingerprint of all that decides what `dist/` holds: what Trunk built, the
/// static files, what makes them smaller, and this program.
fn inputs(shrinkers: &Shrinkers) -> Result<String, Failure> {
    let program = std::env::current_exe().and_then(fs::read).or_fail("cannot read xtask itself")?;
    let files = fingerprint_of(&[&trunk_folder(), &root().join("static")])?;
    let tools = shrinkers.calls();
    Ok(assets::fingerprint(format!("{}{files}{tools}", assets::fingerprint(&program)).as_bytes()))
}

/// A fingerprint of the names and contents of all files in `folders`.
fn fingerprint_of(folders: &[&Path]) -> Result<String, Failure> {
    let mut text = String::new();
    for folder in folders {
        for name in assets::files_in(folder)? {
            let content =
                fs::read(folder.join(&name)).or_fail(format_args!("cannot read {name}"))?;
            text.extend([name.as_str(), "\0", &assets::fingerprint(&content), "\n"]);
        }
    }
    Ok(assets::fingerprint(text.as_bytes()))
}

/// Replaces `dist` by `next` with two renames, so that a server of `dist` never
/// sees half a page.
fn put_in_place(next: &Path, dist: &Path) -> Result<(), Failure> {
    let previous = scratch().join("dist-previous");
    remove_folder(&previous)?;
    let busy = "cannot replace dist; stop the program that holds it open, then try again";
    if dist.exists() {
        fs::rename(dist, &previous).or_fail(busy)?;
    }
    fs::rename(next, dist).or_fail(busy)?;
    remove_folder(&previous)
}

fn remove_folder(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).or_fail(format_args!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = r#"<head>
  <link rel="icon" href="icons/favicon.svg">
  <link rel="stylesheet" href="css/a.css">
  <link rel="stylesheet" href="css/b.css">
  <script type="module" src="boot.js"></script>
  <link rel="preload" href="app.wasm" as="fetch" crossorigin>
  <link data-trunk rel="rust" href="../Cargo.toml">
</head>"#;

    fn files() -> BTreeMap<String, Vec<u8>> {
        ["icons/favicon.svg", "css/a.css", "css/b.css", "boot.js", "app.wasm", "config.json"]
            .map(|name| (name.to_owned(), format!("/* {name} */").into_bytes()))
            .into()
    }

    #[test]
    fn every_linked_file_gets_its_hash_into_its_name_and_the_rest_keep_theirs() {
        let (html, named) = link(SHELL, files()).unwrap();
        assert!(named.contains_key("config.json"));
        assert_eq!(named.len(), 5, "{:?}", named.keys());
        for name in named.keys().filter(|name| *name != "config.json") {
            assert!(html.contains(&format!("\"{name}\"")), "{name} is not in {html}");
        }
        assert!(!html.contains("data-trunk"));
    }

    #[test]
    fn stylesheets_become_one_in_the_order_of_the_page() {
        let (html, named) = link(SHELL, files()).unwrap();
        let (name, content) = named.iter().find(|(name, _)| name.ends_with(".css")).unwrap();
        assert_eq!(content, b"/* css/a.css */\n/* css/b.css */\n");
        assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1);
        assert!(html.contains(&format!(
            "href=\"{name}\" integrity=\"{}\" crossorigin=\"anonymous\"",
            assets::integrity(content)
        )));
    }

    #[test]
    fn scripts_and_preloads_carry_their_integrity_and_icons_do_not() {
        let (html, named) = link(SHELL, files()).unwrap();
        for ending in [".js", ".wasm"] {
            let (_, content) = named.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
            assert!(html.contains(&assets::integrity(content)), "{ending} in {html}");
        }
        assert_eq!(html.matches(" integrity=").count(), 2);
        assert_eq!(html.matches(" data-integrity=").count(), 1, "of the preload for fetch");
    }

    #[test]
    fn a_file_that_does_not_exist_or_is_not_ours_is_refused() {
        let missing = link(r#"<script src="gone.js"></script>"#, files()).unwrap_err();
        assert!(missing.to_string().contains("gone.js"));
        let foreign = link(r#"<img src="https://example.com/x.png">"#, files()).unwrap_err();
        assert!(foreign.to_string().contains("not a file of ours"));
    }

    #[test]
    fn a_stylesheet_that_loads_another_file_is_refused() {
        for text in
            ["@import 'x.css';", "a { background: url(x.png) }", "a { background: url('x.png') }"]
        {
            let mut files = files();
            files.insert("css/a.css".to_owned(), text.into());
            assert!(link(SHELL, files).is_err(), "{text}");
        }
        let mut files = files();
        files.insert(
            "css/a.css".to_owned(),
            b"a { background: url(\"data:image/svg+xml,x\") }".to_vec(),
        );
        assert!(link(SHELL, files).is_ok());
    }

    #[test]
    fn scripts_that_the_csp_blocks_are_refused() {
        assert!(check_script("a.js", b"const f = new Function('return 1');").is_err());
        assert!(check_script("a.js", b"eval('1')").is_err());
        assert!(check_script("a.js", b"const f = () => 1;").is_ok());
    }
}
