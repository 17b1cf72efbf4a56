//! The built page, so that page and proxy are one origin: no CORS, no prompt
//! for local network access, one thing to start.
//!
//! All files are read into memory at start. A request is a look-up of its raw
//! path in that table, so no path can lead out of the folder.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use http::StatusCode;
use http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE,
    HeaderValue, VARY, X_CONTENT_TYPE_OPTIONS,
};
use listener::{Headers, Response};

use crate::config::{Config, ConfigError};
use crate::page::{self, CORP, Lines};

/// The files by path.
#[derive(Debug)]
pub struct Site {
    files: HashMap<String, File>,
}

#[derive(Clone, Debug)]
struct File {
    lines: Lines,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Site {
    /// Reads the folder.
    ///
    /// # Errors
    /// When it cannot be read or has no `index.html`.
    pub fn load(folder: &Path, config: &Config) -> Result<Self, ConfigError> {
        let name = folder.display();
        let mut raw = HashMap::new();
        collect(folder, "", &mut raw).map_err(|_| {
            ConfigError::Value(format!(
                "`site` names {name}, which cannot be read; check the folder and its permissions."
            ))
        })?;
        let mut files = HashMap::new();
        for (path, plain) in &raw {
            let original = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
            if original.is_some_and(|original| raw.contains_key(original)) {
                continue;
            }
            files.insert(
                path.clone(),
                File {
                    lines: lines(path, config)?,
                    plain: plain.clone(),
                    brotli: raw.get(&format!("{path}.br")).cloned(),
                    gzip: raw.get(&format!("{path}.gz")).cloned(),
                },
            );
        }
        let Some(index) = files.get("/index.html").cloned() else {
            return Err(ConfigError::Value(format!(
                "`site` names {name}, which has no index.html; name the folder of the built page."
            )));
        };
        let mut embed = index.clone();
        embed.lines = typed("/index.html", page::embed(config)?);
        files.entry("/embed".to_owned()).or_insert(embed);
        files.insert("/".to_owned(), index);
        files.insert("/config.json".to_owned(), deployment(config));
        Ok(Self { files })
    }

    /// The answer to GET or HEAD, or `None` if there is no such file.
    #[must_use]
    pub fn answer(&self, path: &str, headers: &Headers) -> Option<Response> {
        let file = self.files.get(path)?;
        let mut response = Response::new(StatusCode::OK).with_body(file.plain.clone());
        response.headers.clone_from(&file.lines);
        if file.brotli.is_some() || file.gzip.is_some() {
            response.headers.push((VARY, HeaderValue::from_static("Accept-Encoding")));
            let packed = [("br", &file.brotli), ("gzip", &file.gzip)].into_iter().find_map(
                |(name, bytes)| Some((name, bytes.clone()?)).filter(|_| accepts(headers, name)),
            );
            if let Some((name, bytes)) = packed {
                response.headers.push((CONTENT_ENCODING, HeaderValue::from_static(name)));
                response.body = bytes;
            }
        }
        Some(response)
    }
}

/// Links are not followed: they could lead out of the folder.
fn collect(folder: &Path, prefix: &str, files: &mut HashMap<String, Bytes>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if kind.is_file() {
            files.insert(path, fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

fn lines(path: &str, config: &Config) -> Result<Lines, ConfigError> {
    Ok(typed(
        path,
        match path {
            "/index.html" => page::app(config)?,
            "/embed.html" => page::embed(config)?,
            "/bridge.html" | "/relay.html" => page::bridge(),
            _ => {
                let is_loader = path.starts_with("/embed") && path.ends_with(".js");
                let cache = if is_hashed(path) {
                    "public, max-age=31536000, immutable"
                } else {
                    "no-cache"
                };
                let share = if is_loader { "cross-origin" } else { "same-origin" };
                let mut lines = vec![
                    (CACHE_CONTROL, HeaderValue::from_static(cache)),
                    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
                    (CORP, HeaderValue::from_static(share)),
                ];
                if is_loader {
                    // Other sites load it with `integrity`, which needs CORS.
                    lines.push((ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
                }
                lines
            }
        },
    ))
}

fn typed(path: &str, mut lines: Lines) -> Lines {
    let media_type = match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    lines.push((CONTENT_TYPE, HeaderValue::from_static(media_type)));
    lines
}

/// Whether the name carries a hash of the content: eight or more hexadecimal
/// digits between punctuation, at least one of them a decimal digit, as in
/// `app-1f9ab27c03de4561_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether an encoding is welcome (RFC 9110 section 12.5.3): named, or covered
/// by `*`, and not with a weight of zero.
fn accepts(headers: &Headers, encoding: &str) -> bool {
    let weight = |wanted: &str| {
        headers
            .all(ACCEPT_ENCODING)
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .find_map(|item| {
                let (name, weight) = item.split_once(';').unwrap_or((item, ""));
                name.trim().eq_ignore_ascii_case(wanted).then(|| {
                    let weight = weight.trim().trim_start_matches("q=");
                    weight.is_empty() || weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
                })
            })
    };
    weight(encoding).or_else(|| weight("*")).unwrap_or(false)
}

/// What the page must know of this proxy: which routes there are, and which
/// authority each reaches, so that it can say where a secret goes.
fn deployment(config: &Config) -> File {
    let routes: Vec<_> = config
        .routes
        .iter()
        .map(|route| {
            serde_json::json!({
                "name": route.name,
                "authority": route.upstream,
                "kinds": route.kinds,
                "authorization": route.authorization,
            })
        })
        .collect();
    let document = serde_json::json!({ "version": 1, "proxy": { "base": "", "routes": routes } });
    let lines = vec![
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (CORP, HeaderValue::from_static("same-origin")),
    ];
    File {
        lines: typed("/config.json", lines),
        plain: document.to_string().into(),
        brotli: None,
        gzip: None,
    }
}
